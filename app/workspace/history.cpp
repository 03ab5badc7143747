#include "app/workspace/history.h"

#include <algorithm>
#include <utility>

namespace learnscope {

namespace {
constexpr int maximumSteps = 1000;

/// What one does many times in a row to get to one result.
bool isGathered(SessionChange::Kind kind)
{
    return kind == SessionChange::Kind::Selection || kind == SessionChange::Kind::ViewSizes
        || kind == SessionChange::Kind::Style || kind == SessionChange::Kind::Page;
}

/// The same folder, listed anew: no step of its own.
bool isListedAnew(const Session& before, const Session& after)
{
    return before.stimuli && after.stimuli && before.stimuli->root() == after.stimuli->root();
}
} // namespace

class History::Command : public QUndoCommand
{
public:
    Command(History& history, Steps::Step step, int batch)
        : QUndoCommand(step.change.text)
        , m_history(history)
        , m_step(std::move(step))
        , m_batch(batch)
    {
    }

    const Steps::Step& step() const noexcept { return m_step; }

    void undo() override { m_history.applyStep(m_step.before); }
    void redo() override
    {
        if (!std::exchange(m_isNew, false)) // it is pushed after it was done
            m_history.applyStep(m_step.after);
    }
    int id() const override { return 1; }

    bool mergeWith(const QUndoCommand* other) override
    {
        const auto& next = static_cast<const Command&>(*other);
        const SessionChange& change = m_step.change;
        const SessionChange& nextChange = next.m_step.change;
        const bool sameBatch = m_batch == next.m_batch && change.kind == SessionChange::Kind::Opened
            && (nextChange.kind == SessionChange::Kind::Opened
                || nextChange.kind == SessionChange::Kind::Stimuli);
        const bool oneGoal = isGathered(change.kind) && change.kind == nextChange.kind
            && change.observer == nextChange.observer;
        const bool listedAnew = nextChange.kind == SessionChange::Kind::Stimuli
            && isListedAnew(next.m_step.before, next.m_step.after);
        if (!sameBatch && !oneGoal && !listedAnew)
            return false;
        m_step.after = next.m_step.after;
        if (!listedAnew)
            m_step.change = changeBetween(m_step.before, m_step.after);
        setText(m_step.change.text);
        setObsolete(isSameWork(m_step.before, m_step.after));
        return true;
    }

private:
    History& m_history;
    Steps::Step m_step;
    int m_batch;
    bool m_isNew = true;
};

History::History(std::function<Session()> take, std::function<void(const Session&)> apply, QObject* parent)
    : QObject(parent)
    , m_take(std::move(take))
    , m_apply(std::move(apply))
    , m_last(m_take())
{
    m_stack.setUndoLimit(maximumSteps);
    m_delay.setSingleShot(true);
    m_delay.setInterval(0);
    connect(&m_delay, &QTimer::timeout, this, &History::flush);
    connect(&m_stack, &QUndoStack::indexChanged, this, &History::changed);
    connect(&m_stack, &QUndoStack::cleanChanged, this, &History::changed);
}

History::~History()
{
    m_stack.disconnect(this); // that it is emptied now is nobody's business
}

void History::noteChange()
{
    if (!m_applying)
        m_delay.start();
}

void History::beginBatch()
{
    flush();
    ++m_batch;
}

void History::flush()
{
    m_delay.stop();
    if (m_applying)
        return;
    Session now = m_take();
    if (isSameWork(m_last, now)) {
        m_last = std::move(now);
        return;
    }
    SessionChange change = changeBetween(m_last, now);
    Session before = std::exchange(m_last, now);
    m_stack.push(new Command(*this, {std::move(before), std::move(now), std::move(change)}, m_batch));
}

const History::Command* History::command(int index) const
{
    return static_cast<const Command*>(m_stack.command(index));
}

void History::applyStep(const Session& session)
{
    m_applying = true;
    m_apply(session);
    m_applying = false;
    m_delay.stop();
    m_last = m_take();
}

void History::undo()
{
    flush();
    m_stack.undo();
}

void History::redo()
{
    flush();
    m_stack.redo();
}

bool History::isClean()
{
    flush();
    return m_stack.isClean() && !m_isChangedBefore;
}

void History::setClean()
{
    flush();
    m_isChangedBefore = false;
    m_stack.setClean();
    beginBatch(); // nothing is gathered across what was saved
}

bool History::hasWork()
{
    flush();
    if (m_isChangedBefore)
        return true;
    const int clean = m_stack.cleanIndex();
    const int first = clean < 0 ? 0 : std::min(clean, m_stack.index());
    const int last = clean < 0 ? m_stack.index() : std::max(clean, m_stack.index());
    for (int index = first; index < last; ++index)
        if (isWork(command(index)->step().change.kind))
            return true;
    return false;
}

void History::clear(bool isChanged)
{
    m_delay.stop();
    m_last = m_take();
    m_isChangedBefore = isChanged;
    m_stack.clear();
    Q_EMIT changed();
}

History::Steps History::steps()
{
    flush();
    Steps steps;
    for (int index = 0; index < m_stack.count(); ++index)
        steps.steps.push_back(command(index)->step());
    steps.index = m_stack.index();
    steps.cleanIndex = m_stack.cleanIndex();
    return steps;
}

void History::setSteps(const Steps& steps, bool isChangedBefore)
{
    clear(isChangedBefore);
    const bool wasApplying = std::exchange(m_applying, true);
    const auto apply = std::exchange(m_apply, [](const Session&) {});
    const auto mark = [&] {
        if (m_stack.index() == steps.cleanIndex)
            m_stack.setClean();
    };
    if (steps.cleanIndex < 0)
        m_stack.resetClean();
    for (const Steps::Step& step : steps.steps) {
        beginBatch();
        m_stack.push(new Command(*this, step, m_batch));
        mark();
    }
    m_stack.setIndex(steps.index);
    m_apply = apply;
    m_applying = wasApplying;
    m_last = m_take();
    Q_EMIT changed();
}

} // namespace learnscope
