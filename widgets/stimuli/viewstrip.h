#pragma once

#include "widgets/stimuli/objectcatalogue.h"
#include "widgets/stimuli/stimuluscaption.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace learnscope {

class AngleDial;
class PictureLoader;
struct SelectedTrials;
class ThumbnailButton;

/// The views of one object: for each axis a dial and the pictures by angle, with gaps. As tall as the object
/// with the most views needs, so that nothing moves when one steps from object to object.
class ViewStrip : public QWidget
{
    Q_OBJECT
public:
    explicit ViewStrip(PictureLoader& loader, QWidget* parent = nullptr); ///< the loader outlives the strip

    void setCatalogue(std::shared_ptr<const ObjectCatalogue> catalogue); ///< null: none
    void showPlace(const ViewPlace& place);
    /// Views of which trials are selected are marked; null: none is.
    void setSelectedTrials(std::shared_ptr<const SelectedTrials> selected);
    void clearCurrent(); ///< what is looked at is none of these views

    bool isWorthShowing() const; ///< some object has more than one view
    QRect currentGeometry() const; ///< of the framed picture

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(const learnscope::ViewPlace& place);
    void angleChosen(std::size_t row, int angle);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Row
    {
        AngleDial* dial = nullptr;
        std::vector<ThumbnailButton*> views; ///< the first `used` are shown
        std::size_t used = 0;
    };
    struct Measure
    {
        int side = 0; ///< of a picture, with its frame
        int perLine = 1;
        int lineHeight = 0;
    };

    Measure measure(int width, std::size_t cells) const;
    int rowHeight(const Measure& line, std::size_t cells) const;
    void makeRow();
    void fillRow(Row& row, std::size_t place);
    void refill(); ///< the rows shown
    std::uint64_t selectedOf(const std::string& image) const; ///< trials
    void placeChildren();

    PictureLoader& m_loader;
    std::shared_ptr<const ObjectCatalogue> m_catalogue;
    std::shared_ptr<const SelectedTrials> m_selected;
    ViewPlace m_place;
    bool m_hasCurrent = false;
    std::vector<std::vector<std::size_t>> m_shapes; ///< the distinct cell counts of the objects' rows
    std::vector<Row> m_rows;
};

} // namespace learnscope
