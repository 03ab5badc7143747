#pragma once

#include "core/similarity/topitems.h"
#include "widgets/jobs/runjob.h"
#include "widgets/matrices/itemmarks.h"
#include "widgets/matrices/representationview.h"

#include <QFutureWatcher>
#include <QPointer>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QModelIndex;
class QPushButton;
class QSplitter;
class QTableView;

namespace learnscope {

class DimensionDelegate;
class DimensionFilter;
class DimensionModel;
class LoadingModel;

/// The columns of an embedding: their mean, their share of the variance, how items are spread along them and
/// which lie highest; and the dimensions on which the item that is looked at lies highest.
///
/// A click on an item selects it, with Shift and Ctrl as in other views, as does Return; Return on a
/// dimension orders items by it in all views. Tables are walked by arrows and sorted by a click on a heading.
class DimensionsView : public RepresentationView
{
    Q_OBJECT
public:
    static constexpr std::size_t topItems = 8;

    explicit DimensionsView(QWidget* parent = nullptr);
    ~DimensionsView() override;

    ViewKind kind() const override { return ViewKind::Dimensions; }
    QString subtitle() const override;
    QString details() const override;
    QString toText() const override;
    QSize sizeHint() const override { return {640, 420}; }
    std::vector<std::size_t> drawnRepresentations() const override;
    QJsonObject state() const override;
    void setState(const QJsonObject& state) override;
    void addRuleActions(QMenu& menu) override;

    DimensionModel* dimensions() const noexcept { return m_dimensions; }
    LoadingModel* loadings() const noexcept { return m_loadings; }
    QTableView* table() const noexcept { return m_table; }
    const QString& hint() const noexcept { return m_hint; } ///< why there is nothing; else empty
    void setEmbedding(const std::string& name); ///< RepresentationInput::name; empty: the first

    void resetZoom() override; ///< finds all dimensions again
    void zoomIn() override { }
    void zoomOut() override { }

protected:
    void representationsChanged() override;
    void itemsChanged() override;
    void lookChanged() override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    QWidget* makeSwitches();
    void setUpTables();
    const ShownRepresentation* embedding() const; ///< null where there is none
    void start();
    void take(const JobResult<DimensionSummaries>& result);
    void showHint(const QString& hint);
    bool hasPictures() const;
    void refreshPictures();
    void refreshLoadings();
    void activate(const QModelIndex& index, Selecting how);
    std::optional<std::size_t> currentDimension() const;
    void orderByDimension();
    void find(const QString& text); ///< an item's name: looks at it
    void completeItems();
    void pointAtCurrent();
    void updateAccessibleText();

    DimensionModel* m_dimensions = nullptr;
    DimensionFilter* m_filter = nullptr;
    LoadingModel* m_loadings = nullptr;
    DimensionDelegate* m_delegate = nullptr;
    QTableView* m_table = nullptr;
    QTableView* m_loadingTable = nullptr;
    QSplitter* m_splitter = nullptr;
    QLabel* m_loadingTitle = nullptr;
    QLabel* m_empty = nullptr;
    QComboBox* m_embeddings = nullptr;
    QLineEdit* m_search = nullptr;
    QPushButton* m_order = nullptr;
    QString m_hint;
    std::string m_wanted; ///< that was chosen; empty: the first
    std::optional<std::size_t> m_index; ///< in RepresentationSet::shown
    bool m_hasCompletions = false;
    /// Of which the dimensions are those that are shown.
    std::shared_ptr<const RepresentationSet> m_summarised;
    std::size_t m_summarisedIndex = 0;
    QPointer<QFutureWatcherBase> m_running;
};

} // namespace learnscope
