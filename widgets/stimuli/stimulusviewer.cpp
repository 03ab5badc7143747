#include "widgets/stimuli/stimulusviewer.h"

#include "widgets/common/theme.h"
#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/jobs/runjob.h"
#include "widgets/stimuli/keycommand.h"
#include "widgets/stimuli/pictureloader.h"
#include "widgets/stimuli/pictureview.h"
#include "widgets/stimuli/trialspanel.h"
#include "widgets/stimuli/viewstrip.h"

#include <QAction>
#include <QFutureWatcher>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedLayout>
#include <QThreadPool>

#include <algorithm>

namespace learnscope {

namespace {
constexpr int tallestStrip = 220; ///< beyond it the strip scrolls

QString pathText(const Stimulus& stimulus)
{
    return QString::fromStdU16String(stimulus.path.u16string());
}
} // namespace

StimulusViewer::StimulusViewer(QWidget* parent)
    : QWidget(parent)
    , m_pool(std::make_unique<QThreadPool>())
    , m_loader(new PictureLoader(this))
{
    m_pool->setMaxThreadCount(1);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    makeActions();
    build();
    m_frameTimer.setSingleShot(true);
    m_frameTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_frameTimer, &QTimer::timeout, this, [this] { perform(Command::NextView); });
    connect(m_picture, &PictureView::framePainted, this, &StimulusViewer::onFramePainted);
    connect(m_picture, &PictureView::stepped, this, [this](int views) { perform(Command::NextView, views); });
    connect(m_loader, &PictureLoader::failed, this,
            [this](const PictureKey&, const Error& error) { Q_EMIT problemFound(error); });
    refresh();
}

StimulusViewer::~StimulusViewer()
{
    if (m_ordering)
        m_ordering->cancel();
    delete m_picture; // before the loader, which it refers to
}

void StimulusViewer::setModels(ObserverModel* observers, SelectionModel* selection)
{
    if (m_selection)
        m_selection->disconnect(this);
    m_observers = observers;
    m_selection = selection;
    if (m_selection)
        connect(m_selection, &SelectionModel::stimulusChanged, this, &StimulusViewer::followSelection);
    if (m_selection)
        connect(m_selection, &SelectionModel::selectedTrialsChanged, this,
                [this] { m_strip->setSelectedTrials(m_selection->selectedTrials()); });
    m_strip->setSelectedTrials(m_selection ? m_selection->selectedTrials() : nullptr);
    m_trials->setModels(observers, selection);
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
    m_cursor.setCatalogue(catalogue);
    m_strip->setCatalogue(catalogue);
    m_stripArea->setVisible(m_strip->isWorthShowing());
    m_trials->setStimuli(catalogue ? catalogue->set() : nullptr);
    m_captionHeight = 0;
    shareRoom();
    m_pages->setCurrentIndex(m_cursor.valid() ? 1 : 0);
    if (m_selection && !m_selection->stimulus().empty())
        followSelection();
    else
        announce();
}

void StimulusViewer::setCategoryNames(CategoryNames names)
{
    m_categoryNames = std::move(names);
    m_trials->setCategoryNames(m_categoryNames);
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
    for (QAction* action : std::as_const(m_selecting))
        action->setEnabled(m_cursor.valid() && m_unknown.isEmpty());
    refreshCaption();
    if (!m_cursor.valid()) {
        m_picture->showMessage({});
        m_trials->setImage({});
        return;
    }
    const QString number =
        m_unknown.isEmpty() ? QString::number(m_cursor.place().object + 1) : QStringLiteral("\u2013");
    const std::size_t objects = m_cursor.catalogue()->objects().size();
    m_counter->setText(tr("%1 / %2").arg(number).arg(objects));
    m_counter->setToolTip(tr("Object %1 of %2").arg(number).arg(objects));
    m_strip->showPlace(m_cursor.place());
    if (!m_unknown.isEmpty()) {
        m_strip->clearCurrent();
        m_picture->showMessage(tr("%1 is not in the open stimulus folder.").arg(m_unknown));
        m_trials->setImage(m_unknown.toStdString());
        return;
    }
    const QRect current = m_strip->currentGeometry();
    m_stripArea->ensureVisible(current.center().x(), current.center().y(), 0, current.height() / 2);
    m_picture->showPicture(pathText(m_cursor.stimulus()), caption());
    m_trials->setImage(m_cursor.stimulus().fileName);
    prefetchNeighbours();
}

void StimulusViewer::refreshCaption()
{
    const QString muted = Theme::of(this).mutedText.name();
    QString text = m_unknown.toHtmlEscaped();
    QString toolTip;
    if (m_unknown.isEmpty() && m_cursor.valid()) {
        text = QStringLiteral("<b>%1</b> <span style=\"color:%2\">\u00b7 %3</span>")
                   .arg(objectText(m_cursor.object(), m_categoryNames).toHtmlEscaped(), muted,
                        viewDescription(*m_cursor.catalogue(), m_cursor.place()).toHtmlEscaped());
        toolTip = pathText(m_cursor.stimulus());
    }
    m_caption->setText(text);
    m_caption->setToolTip(toolTip);
    m_captionHeight = std::max(m_captionHeight, m_caption->heightForWidth(contentWidth()));
    m_caption->setMinimumHeight(m_captionHeight);
}

void StimulusViewer::goTo(const ViewPlace& place)
{
    m_cursor.goTo(place);
    announce();
}

/// The picture is at most as tall as wide and the strip as tall as it needs; the trials get the rest, unless
/// the user has shared the room differently.
void StimulusViewer::shareRoom()
{
    const int room = contentWidth();
    m_stripArea->setFixedHeight(std::min(m_strip->heightForWidth(room), tallestStrip));
    m_picture->setMaximumHeight(room);
    const QLayout* layout = m_picturePart->layout();
    const int below = layout->totalMinimumSize().height() - m_picture->minimumSizeHint().height();
    m_picturePart->setMaximumHeight(room + below);
    if (m_sharedByUser)
        return;
    const int all = height() - 2 * margin - m_splitter->handleWidth();
    const int trials = std::max({all - room - below, all / 4, m_trials->minimumSizeHint().height()});
    m_splitter->setSizes({all - trials, trials});
}

int StimulusViewer::contentWidth() const
{
    return std::max(1, width() - 2 * margin);
}

void StimulusViewer::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_captionHeight = 0;
    refreshCaption();
    shareRoom();
}

void StimulusViewer::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_caption)
        refreshCaption();
    if (event->type() == QEvent::FontChange && m_strip)
        shareRoom();
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
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        selectTrials(PictureGroup::Picture, selectingFor(event->modifiers()));
    else if (!handleKey(event))
        QWidget::keyPressEvent(event);
}

void StimulusViewer::selectTrials(PictureGroup group, Selecting how)
{
    if (m_selection && m_cursor.valid() && m_unknown.isEmpty())
        m_selection->select(trialsShowing(*m_cursor.catalogue(), m_cursor.place(), group), how);
}

/// The strip's scroll area would take the arrow keys that a dial leaves to the viewer.
bool StimulusViewer::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_stripArea && event->type() == QEvent::KeyPress)
        return handleKey(static_cast<QKeyEvent*>(event));
    return QWidget::eventFilter(watched, event);
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
    m_framesPerSecond = std::clamp(frames, slowest, fastest);
    m_speed->setValue(m_framesPerSecond);
}

/// The next step waits for the painting of this one: no frame is ever skipped, however slow the machine.
void StimulusViewer::onFramePainted()
{
    if (m_playing)
        m_frameTimer.start(1000 / m_framesPerSecond);
}

} // namespace learnscope
