#pragma once

#include <QWidget>

class QListView;
class QToolButton;

namespace learnscope {

class RepresentationModel;

/// The list of open representations: which are shown, what they are called, and a button to open more. GUI
/// thread.
class RepresentationPanel : public QWidget
{
    Q_OBJECT
public:
    /// @p model is not owned.
    explicit RepresentationPanel(RepresentationModel& model, QWidget* parent = nullptr);

    int currentPlace() const; ///< -1: none
    QListView* list() const noexcept { return m_list; }
    void renameCurrent(); ///< opens an editor in the list

Q_SIGNALS:
    void openRequested();
    void currentChanged();
    void contextMenuRequested(const QPoint& globalPosition);
    void removeRequested(int place);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void updateHeight();

    RepresentationModel& m_model;
    QListView* m_list;
    QToolButton* m_open;
};

} // namespace learnscope
