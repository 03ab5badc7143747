#pragma once

#include <QPointer>
#include <QWidget>

class QLabel;
class QStackedLayout;
class QTableView;
class QToolButton;

namespace learnscope {

class ReadoutModel;

/// The values under the crosshair of the active view as a table: sortable, pinned, copied. GUI thread.
class ReadoutPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ReadoutPanel(QWidget* parent = nullptr);

    /// Not owned; null for none. @p source names the view it belongs to.
    void setReadout(ReadoutModel* model, const QString& source);
    QTableView* table() const noexcept { return m_table; }

public Q_SLOTS:
    void copy(); ///< the whole table, tab-separated

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void updateIcons();

    QPointer<ReadoutModel> m_model;
    QLabel* m_source;
    QToolButton* m_pin;
    QToolButton* m_copy;
    QStackedLayout* m_pages;
    QTableView* m_table;
    QWidget* m_empty;
};

} // namespace learnscope
