#pragma once

#include <QObject>

class QMenu;
class QPoint;

namespace learnscope {

class ObserverPanel;
class RepresentationPanel;
class Workspace;

/// What can be done with representations: opening them, what their items are called and how they are
/// compared. GUI thread.
class RepresentationCommands : public QObject
{
    Q_OBJECT
public:
    /// None is owned.
    RepresentationCommands(Workspace& workspace, RepresentationPanel& panel, ObserverPanel& observers,
                           QObject* parent = nullptr);

    void fill(QMenu& menu) const; ///< what acts on none, and on the one that is current

private:
    void openFiles();
    void openPictures();
    void addMatrixOfAnswers(); ///< of the current observer
    void describeArray(int place); ///< names and kind, in a dialog
    void fillCurrent(QMenu& menu, int place) const;
    void showMenu(const QPoint& globalPosition);

    Workspace& m_workspace;
    RepresentationPanel& m_panel;
    ObserverPanel& m_observers;
};

} // namespace learnscope
