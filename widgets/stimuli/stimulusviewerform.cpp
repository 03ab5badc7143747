// The part of StimulusViewer that makes its controls.
#include "widgets/stimuli/stimulusviewer.h"

#include "widgets/common/emptystate.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/stimuli/glyphbutton.h"
#include "widgets/stimuli/pictureloader.h"
#include "widgets/stimuli/pictureview.h"
#include "widgets/stimuli/trialspanel.h"
#include "widgets/stimuli/viewstrip.h"

#include <QAction>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedLayout>
#include <QThreadPool>
#include <QToolButton>
#include <QVBoxLayout>

namespace learnscope {

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
    auto* page = new EmptyState(
        tr("No stimuli"),
        tr("Open the stimulus folder to see what the observers saw: File > Open stimuli\u2026"));
    auto* button = new QPushButton(tr("Open stimuli\u2026"));
    connect(button, &QPushButton::clicked, this, &StimulusViewer::openStimuliRequested);
    page->addButton(button);
    return page;
}

QWidget* StimulusViewer::buildViewerPage()
{
    m_splitter = new QSplitter(Qt::Vertical);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(buildPicturePart());
    m_trials = new TrialsPanel(*m_loader);
    m_splitter->addWidget(m_trials);
    m_splitter->setHandleWidth(margin);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_sharedByUser = true; });
    connect(m_trials, &TrialsPanel::problemFound, this, &StimulusViewer::problemFound);
    connect(m_trials, &TrialsPanel::chosen, this, [this](const QString& image) {
        if (m_selection)
            m_selection->setStimulus(image.toStdString());
    });
    setFocusProxy(m_picture);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->addWidget(m_splitter);
    return page;
}

QWidget* StimulusViewer::buildPicturePart()
{
    m_picturePart = new QWidget;
    auto* layout = new QVBoxLayout(m_picturePart);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    m_picture = new PictureView(*m_loader);
    m_picture->setAccessibleName(tr("Stimulus"));
    m_caption = new QLabel;
    m_caption->setWordWrap(true);
    m_caption->setTextFormat(Qt::RichText);
    m_caption->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_strip = new ViewStrip(*m_loader);
    connect(m_strip, &ViewStrip::chosen, this, &StimulusViewer::goTo);
    connect(m_strip, &ViewStrip::angleChosen, this, [this](std::size_t row, int angle) {
        m_cursor.goToAngle(row, angle);
        announce();
    });
    m_stripArea = new QScrollArea;
    m_stripArea->setFrameShape(QFrame::NoFrame);
    m_stripArea->setWidgetResizable(true);
    m_stripArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_stripArea->setFocusPolicy(Qt::NoFocus);
    m_stripArea->installEventFilter(this);
    m_stripArea->setWidget(m_strip);
    m_stripArea->viewport()->setAutoFillBackground(false);
    m_strip->setAutoFillBackground(false); // QScrollArea::setWidget() fills it
    layout->addWidget(m_picture, 1);
    layout->addWidget(m_caption);
    layout->addLayout(buildControls());
    layout->addWidget(m_stripArea);
    return m_picturePart;
}

QLayout* StimulusViewer::buildControls()
{
    auto* layout = new QHBoxLayout;
    layout->setSpacing(2);
    const auto add = [&](GlyphButton::Glyph glyph, Command command) {
        auto* button = new GlyphButton(glyph);
        button->follow(action(command));
        layout->addWidget(button);
    };
    add(GlyphButton::Glyph::Previous, Command::PreviousView);
    add(GlyphButton::Glyph::Play, Command::Play);
    add(GlyphButton::Glyph::Next, Command::NextView);
    m_speed = new QSpinBox;
    m_speed->setRange(slowest, fastest);
    m_speed->setValue(m_framesPerSecond);
    m_speed->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_speed->setAlignment(Qt::AlignCenter);
    m_speed->setSuffix(tr(" /s"));
    m_speed->setToolTip(tr("Views shown per second while playing"));
    m_speed->setAccessibleName(m_speed->toolTip());
    connect(m_speed, &QSpinBox::valueChanged, this, &StimulusViewer::setFramesPerSecond);
    layout->addWidget(m_speed);
    layout->addWidget(buildSelectButton());
    layout->addStretch();
    m_counter = new QLabel;
    m_counter->setForegroundRole(QPalette::PlaceholderText);
    m_counter->setAccessibleName(tr("Object"));
    layout->addWidget(m_counter);
    add(GlyphButton::Glyph::Up, Command::PreviousObject);
    add(GlyphButton::Glyph::Down, Command::NextObject);
    return layout;
}

QWidget* StimulusViewer::buildSelectButton()
{
    auto* button = new QToolButton;
    button->setText(tr("Select"));
    button->setAutoRaise(true);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setToolTip(tr("Select the trials that show this picture, this object or this view\n"
                          "Shift adds them, Ctrl adds or takes them away"));
    button->setAccessibleName(tr("Select trials"));
    auto* menu = new QMenu(button);
    const auto add = [&](const QString& text, PictureGroup group) {
        QAction* one = menu->addAction(text, this, [this, group] {
            selectTrials(group, selectingFor(QGuiApplication::keyboardModifiers()));
        });
        m_selecting << one;
        return one;
    };
    QAction* picture = add(tr("Trials of this picture"), PictureGroup::Picture);
    picture->setShortcut(Qt::Key_Return);
    picture->setShortcutContext(Qt::WidgetShortcut); // shown; keyPressEvent() does the work
    add(tr("Trials of this object"), PictureGroup::Object);
    add(tr("Trials of this axis and angle, all objects"), PictureGroup::View);
    button->setMenu(menu);
    return button;
}

} // namespace learnscope
