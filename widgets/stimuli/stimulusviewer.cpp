#include "widgets/stimuli/stimulusviewer.h"

#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/jobs/runjob.h"
#include "widgets/stimuli/pictureloader.h"
#include "widgets/stimuli/pictureview.h"

#include <QAction>
#include <QFutureWatcher>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QThreadPool>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace learnscope {

namespace {
constexpr int largeStep = 10;

QString pathText(const Stimulus& stimulus)
{
    return QString::fromStdU16String(stimulus.path.u16string());
}

struct KeyCommand
{
    StimulusViewer::Command command;
    int times = 1;
};

std::optional<KeyCommand> commandOf(const QKeyEvent& event)
{
    using Command = StimulusViewer::Command;
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const bool control = modifiers == Qt::ControlModifier;
    const bool plain = modifiers == Qt::NoModifier;
    const bool steps = plain || modifiers == Qt::ShiftModifier;
    const int times = plain ? 1 : largeStep;
    switch (event.key()) {
    case Qt::Key_Left:
        return steps ? std::optional(KeyCommand {Command::PreviousView, times}) : std::nullopt;
    case Qt::Key_Right:
        return steps ? std::optional(KeyCommand {Command::NextView, times}) : std::nullopt;
    case Qt::Key_Up:
        return steps ? std::optional(KeyCommand {Command::PreviousObject, times}) : std::nullopt;
    case Qt::Key_Down:
        return steps ? std::optional(KeyCommand {Command::NextObject, times}) : std::nullopt;
    case Qt::Key_Home:
        if (plain || control)
            return KeyCommand {control ? Command::FirstObject : Command::FirstView};
        return std::nullopt;
    case Qt::Key_End:
        if (plain || control)
            return KeyCommand {control ? Command::LastObject : Command::LastView};
        return std::nullopt;
    case Qt::Key_Space:
        return plain ? std::optional(KeyCommand {Command::Play}) : std::nullopt;
    default:
        return std::nullopt;
    }
}
} // namespace

StimulusViewer::StimulusViewer(QWidget* parent)
    : QWidget(parent)
    , m_pool(std::make_unique<QThreadPool>())
    , m_loader(new PictureLoader(this))
{
    m_pool->setMaxThreadCount(1);
    makeActions();
    build();
    m_frameTimer.setSingleShot(true);
    m_frameTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_frameTimer, &QTimer::timeout, this, [this] { perform(Command::NextView); });
    connect(m_picture, &PictureView::framePainted, this, &StimulusViewer::onFramePainted);
    connect(m_picture, &PictureView::stepped, this, [this](int views) { perform(Command::NextView, views); });
    connect(m_loader, &PictureLoader::failed, this,
            [this](const PictureKey&, const Error& error) { Q_EMIT problemFound(error); });
}

StimulusViewer::~StimulusViewer()
{
    if (m_ordering)
        m_ordering->cancel();
    delete m_picture; // before the loader, which it refers to
}

void StimulusViewer::makeActions()
{
    const auto make = [this](Command command, const QString& text, const QKeySequence& key) {
        auto* action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut); // shown in menus; handleKey() does the work
        m_actions[static_cast<std::size_t>(command)] = action;
        connect(action, &QAction::triggered, this, [this, command] { perform(command); });
    };
    make(Command::PreviousView, tr("Previous view"), Qt::Key_Left);
    make(Command::NextView, tr("Next view"), Qt::Key_Right);
    make(Command::PreviousObject, tr("Previous object"), Qt::Key_Up);
    make(Command::NextObject, tr("Next object"), Qt::Key_Down);
    make(Command::FirstView, tr("First view"), Qt::Key_Home);
    make(Command::LastView, tr("Last view"), Qt::Key_End);
    make(Command::FirstObject, tr("First object"), Qt::CTRL | Qt::Key_Home);
    make(Command::LastObject, tr("Last object"), Qt::CTRL | Qt::Key_End);
    make(Command::Play, tr("Play views"), Qt::Key_Space);
    action(Command::Play)->setCheckable(true);
}

void StimulusViewer::build()
{
    m_pages = new QStackedLayout(this);
    m_pages->addWidget(buildEmptyPage());
    m_pages->addWidget(buildViewerPage());
}

QWidget* StimulusViewer::buildEmptyPage()
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    auto* text =
        new QLabel(tr("Open the stimulus folder to see what the observers saw: File > Open stimuli\u2026"));
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignCenter);
    auto* button = new QPushButton(tr("Open stimuli\u2026"));
    connect(button, &QPushButton::clicked, this, &StimulusViewer::openStimuliRequested);
    layout->addStretch();
    layout->addWidget(text);
    layout->addWidget(button, 0, Qt::AlignHCenter);
    layout->addStretch();
    return page;
}

QWidget* StimulusViewer::buildViewerPage()
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    m_picture = new PictureView(*m_loader);
    m_picture->setAccessibleName(tr("Stimulus"));
    m_caption = new QLabel;
    m_caption->setWordWrap(true);
    layout->addWidget(m_picture, 1);
    layout->addWidget(m_caption);
    setFocusProxy(m_picture);
    return page;
}

void StimulusViewer::setModels(ObserverModel* observers, SelectionModel* selection)
{
    if (m_selection)
        m_selection->disconnect(this);
    m_observers = observers;
    m_selection = selection;
    if (m_selection)
        connect(m_selection, &SelectionModel::stimulusChanged, this, &StimulusViewer::followSelection);
    followSelection();
}

void StimulusViewer::setStimuli(std::shared_ptr<const StimulusSet> stimuli)
{
    m_stimuli = std::move(stimuli);
    setPlaying(false);
    if (m_ordering)
        m_ordering->cancel();
    m_loader->forgetFailures();
    if (!m_stimuli || m_stimuli->empty()) {
        setCatalogue(nullptr);
        return;
    }
    auto* watcher = new QFutureWatcher<JobResult<ObjectCatalogue>>(this);
    m_ordering = watcher;
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        if (watcher->isCanceled())
            return;
        if (const auto result = watcher->result())
            setCatalogue(*result);
        else
            Q_EMIT problemFound(result.error());
    });
    watcher->setFuture(runJob<ObjectCatalogue>(
        *m_pool, [set = m_stimuli](JobContext&) -> Result<ObjectCatalogue> { return ObjectCatalogue(set); }));
}

void StimulusViewer::setCatalogue(std::shared_ptr<const ObjectCatalogue> catalogue)
{
    m_cursor.setCatalogue(std::move(catalogue));
    m_pages->setCurrentIndex(m_cursor.valid() ? 1 : 0);
    if (m_selection && !m_selection->stimulus().empty())
        followSelection();
    else
        announce();
}

void StimulusViewer::setCategoryNames(CategoryNames names)
{
    m_categoryNames = std::move(names);
    refresh();
}

QString StimulusViewer::caption() const
{
    if (!m_unknown.isEmpty())
        return m_unknown;
    if (!m_cursor.valid())
        return {};
    return objectText(m_cursor.object(), m_categoryNames) + QStringLiteral(" \u00b7 ")
        + viewDescription(*m_cursor.catalogue(), m_cursor.place());
}

void StimulusViewer::followSelection()
{
    if (!m_cursor.valid() || !m_selection || m_selection->stimulus().empty()) {
        refresh();
        return;
    }
    if (m_unknown.isEmpty() && m_cursor.stimulus().fileName == m_selection->stimulus())
        return; // we said it ourselves
    const bool known = m_cursor.goTo(m_selection->stimulus());
    m_unknown = known ? QString() : QString::fromStdString(m_selection->stimulus());
    refresh();
}

void StimulusViewer::announce()
{
    m_unknown.clear();
    refresh();
    if (m_selection && m_cursor.valid())
        m_selection->setStimulus(m_cursor.stimulus().fileName);
}

void StimulusViewer::refresh()
{
    for (QAction* action : m_actions)
        action->setEnabled(m_cursor.valid());
    m_caption->setText(caption());
    if (!m_unknown.isEmpty())
        m_picture->showMessage(tr("%1 is not in the open stimulus folder.").arg(m_unknown));
    else if (m_cursor.valid()) {
        m_picture->showPicture(pathText(m_cursor.stimulus()), caption());
        prefetchNeighbours();
    } else
        m_picture->showMessage({});
}

void StimulusViewer::prefetchNeighbours()
{
    for (const int step : {1, -1, 2}) // play goes forwards
        m_picture->prefetch(pathText(m_cursor.afterViewStep(step)));
    for (const int step : {1, -1})
        m_picture->prefetch(pathText(m_cursor.afterObjectStep(step)));
}

void StimulusViewer::perform(Command command, int times)
{
    if (command == Command::Play) {
        setPlaying(!m_playing);
        return;
    }
    if (!m_cursor.valid())
        return;
    switch (command) {
    case Command::PreviousView:
        m_cursor.stepView(-times);
        break;
    case Command::NextView:
        m_cursor.stepView(times);
        break;
    case Command::PreviousObject:
        m_cursor.stepObject(-times);
        break;
    case Command::NextObject:
        m_cursor.stepObject(times);
        break;
    case Command::FirstView:
        m_cursor.firstView();
        break;
    case Command::LastView:
        m_cursor.lastView();
        break;
    case Command::FirstObject:
        m_cursor.firstObject();
        break;
    case Command::LastObject:
        m_cursor.lastObject();
        break;
    case Command::Play:
        break;
    }
    announce();
}

bool StimulusViewer::handleKey(QKeyEvent* event)
{
    const auto command = commandOf(*event);
    if (!command || !m_cursor.valid())
        return false;
    if (!(command->command == Command::Play && event->isAutoRepeat()))
        perform(command->command, command->times);
    event->accept();
    return true;
}

void StimulusViewer::keyPressEvent(QKeyEvent* event)
{
    if (!handleKey(event))
        QWidget::keyPressEvent(event);
}

void StimulusViewer::hideEvent(QHideEvent* event)
{
    setPlaying(false); // nobody would see the frames
    QWidget::hideEvent(event);
}

void StimulusViewer::setPlaying(bool playing)
{
    playing = playing && m_cursor.valid();
    action(Command::Play)->setChecked(playing);
    if (playing == m_playing)
        return;
    m_playing = playing;
    if (m_playing)
        perform(Command::NextView);
    else
        m_frameTimer.stop();
    Q_EMIT playingChanged(m_playing);
}

void StimulusViewer::setFramesPerSecond(int frames)
{
    m_framesPerSecond = std::clamp(frames, 1, 30);
}

/// The next step waits for the painting of this one: no frame is ever skipped, however slow the machine.
void StimulusViewer::onFramePainted()
{
    if (m_playing)
        m_frameTimer.start(1000 / m_framesPerSecond);
}

} // namespace learnscope
