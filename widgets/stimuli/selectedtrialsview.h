#pragma once

#include <QListView>

namespace learnscope {

class PictureLoader;
class SelectedTrialsModel;

/// The stimuli of the selected trials as small pictures with the share that was right: framed and marked as
/// right or wrong where all answers agree, with a two-coloured bar where they do not. A click shows the
/// stimulus and leaves the focus where it is, so that the arrow keys go on stepping; reached by Tab, the
/// arrow keys move in here.
class SelectedTrialsView : public QListView
{
    Q_OBJECT
public:
    /// Model and loader outlive the view.
    SelectedTrialsView(SelectedTrialsModel& model, PictureLoader& loader, QWidget* parent = nullptr);

    int cellHeight() const; ///< of one row of pictures

Q_SIGNALS:
    void chosen(const QString& image);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fitCells();
};

} // namespace learnscope
