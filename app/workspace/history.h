#pragma once

#include "app/workspace/sessionchange.h"

#include <QObject>
#include <QTimer>
#include <QUndoStack>

#include <functional>

namespace learnscope {

/// Undo and redo of everything that changes a workspace. It is told that something may have changed, looks at
/// the end of the event, and keeps what was before and what is now as one step. So all that a single event
/// changes is one step, and what a Session holds can be undone without further ado. GUI thread.
class History : public QObject
{
    Q_OBJECT
public:
    /// @p take: the session as it is now; @p apply: makes it what it was.
    History(std::function<Session()> take, std::function<void(const Session&)> apply,
            QObject* parent = nullptr);
    ~History() override;

    void noteChange(); ///< something may have changed
    void beginBatch(); ///< tables that come from now on belong together: one step
    void flush(); ///< looks now

    bool canUndo() const { return m_stack.canUndo(); } ///< these four as of the last look
    bool canRedo() const { return m_stack.canRedo(); }
    QString undoText() const { return m_stack.undoText(); }
    QString redoText() const { return m_stack.redoText(); }
    void undo(); ///< this and all that follow look first
    void redo();

    bool isClean(); ///< nothing has changed since setClean(), or it was undone
    void setClean();
    /// Whether the steps since setClean() changed more than what is looked at.
    bool hasWork();
    /// What is now is the beginning; clean, unless @p isChanged says that it never was saved like this.
    void clear(bool isChanged = false);
    bool isChangedBefore() const noexcept { return m_isChangedBefore; }

    /// All steps as values, to be continued with in another window.
    struct Steps
    {
        struct Step
        {
            Session before;
            Session after;
            SessionChange change;
        };
        std::vector<Step> steps;
        int index = 0;
        int cleanIndex = 0; ///< -1: none of them
    };
    Steps steps();
    void setSteps(const Steps& steps, bool isChangedBefore = false); ///< where what is now is what was then

Q_SIGNALS:
    void changed(); ///< texts, possibilities or isClean() may be others

private:
    class Command;
    const Command* command(int index) const;
    void applyStep(const Session& session);

    std::function<Session()> m_take;
    std::function<void(const Session&)> m_apply;
    QUndoStack m_stack;
    QTimer m_delay;
    Session m_last; ///< as it was when it was last looked at
    int m_batch = 0;
    bool m_applying = false;
    bool m_isChangedBefore = false; ///< the beginning is not what is saved
};

} // namespace learnscope
