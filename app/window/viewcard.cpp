#include "app/window/viewcard.h"

#include "app/actions/actions.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/matrices/representationview.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace learnscope {

ViewCard::ViewCard(ViewKind kind, const Actions& actions, QWidget* parent)
    : QFrame(parent)
{
    setObjectName(QStringLiteral("card"));
    setMinimumSize(220, 160);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(makeHeader(actions));
    place(makeView(kind));
    updateIcons();
}

QWidget* ViewCard::makeHeader(const Actions& actions)
{
    auto* header = new QWidget(this);
    header->setObjectName(QStringLiteral("cardheader"));
    m_title = new ElidedLabel({}, header);
    m_title->setObjectName(QStringLiteral("title"));
    m_subtitle = new ElidedLabel({}, header);
    m_subtitle->setObjectName(QStringLiteral("muted"));
    m_restriction = new QToolButton(header);
    m_restriction->setObjectName(QStringLiteral("chip"));
    m_restriction->setToolTip(tr("All numbers here are of the selected trials alone. Click to count all "
                                 "trials of the ticked runs again"));
    m_restriction->hide();
    connect(m_restriction, &QToolButton::clicked, actions[ActionId::OnlySelected], &QAction::trigger);
    m_maximise = new QToolButton(header);
    m_menu = new QToolButton(header);
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setAccessibleName(tr("View menu"));
    m_menu->setToolTip(tr("View menu"));
    connect(m_maximise, &QToolButton::clicked, this, [this] {
        Q_EMIT activated();
        Q_EMIT maximiseToggled();
    });

    auto* menu = new QMenu(m_menu);
    QMenu* kinds = menu->addMenu(tr("&Show"));
    QMenu* rules = menu->addMenu(tr("&Definitions"));
    connect(menu, &QMenu::aboutToShow, this, [this, kinds, rules] {
        Q_EMIT activated();
        rules->clear();
        m_view->addRuleActions(*rules);
        rules->menuAction()->setVisible(!rules->isEmpty());
        kinds->clear();
        for (const ViewKind kind : viewKinds()) {
            QAction* action = kinds->addAction(viewTitle(kind), this, [this, kind] { setKind(kind); });
            action->setCheckable(true);
            action->setChecked(kind == this->kind());
        }
    });
    menu->addSeparator();
    for (const ActionId id : {ActionId::SplitRight, ActionId::SplitBelow, ActionId::MaximiseView})
        menu->addAction(actions[id]);
    menu->addSeparator();
    for (const ActionId id :
         {ActionId::ResetZoom, ActionId::CopyReadout, ActionId::CopyCommand, ActionId::ExportFigure})
        menu->addAction(actions[id]);
    menu->addSeparator();
    menu->addAction(actions[ActionId::CloseView]);
    m_menu->setMenu(menu);

    auto* rows = new QVBoxLayout(header);
    rows->setContentsMargins(12, 6, 6, 2);
    rows->setSpacing(0);
    m_firstRow = new QHBoxLayout;
    m_firstRow->setSpacing(4);
    m_firstRow->addWidget(m_title);
    m_firstRow->addWidget(m_restriction);
    m_firstRow->addStretch();
    m_firstRow->addWidget(m_maximise);
    m_firstRow->addWidget(m_menu);
    rows->addLayout(m_firstRow);
    rows->addWidget(m_subtitle);
    return header;
}

/// The subtitle stands after the title where it has room enough to say something, else below it.
void ViewCard::placeSubtitle()
{
    const int lines = height() < 280 ? 1 : 3; // the view is what matters in a low card
    constexpr int enough = 160; // pixels
    const int taken = m_title->sizeHint().width()
        + (m_restriction->isHidden() ? 0 : m_restriction->sizeHint().width()) + m_maximise->sizeHint().width()
        + m_menu->sizeHint().width() + 18 + 5 * m_firstRow->spacing();
    const bool isAfter = width() - taken >= std::min(m_subtitle->sizeHint().width(), enough);
    m_subtitle->setMostLines(isAfter ? 1 : lines);
    constexpr int place = 2;
    if (isAfter == (m_firstRow->indexOf(m_subtitle) == place))
        return;
    auto* rows = m_subtitle->parentWidget()->layout();
    if (isAfter) {
        rows->removeWidget(m_subtitle);
        m_firstRow->insertWidget(place, m_subtitle, 1);
    } else {
        m_firstRow->removeWidget(m_subtitle);
        rows->addWidget(m_subtitle);
    }
}

void ViewCard::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    placeSubtitle();
}

void ViewCard::place(std::unique_ptr<PlotView> view)
{
    if (m_view != nullptr) {
        m_view->disconnect(this);
        delete m_view;
    }
    m_view = view.release(); // the layout's parent owns it
    m_view->setAccessibleName(m_view->title());
    static_cast<QVBoxLayout*>(layout())->addWidget(m_view, 1);
    setFocusProxy(m_view);
    connect(m_view, &PlotView::captionChanged, this, &ViewCard::updateTitle);
    updateTitle();
}

void ViewCard::setKind(ViewKind kind)
{
    if (kind == this->kind())
        return;
    place(makeView(kind));
    Q_EMIT viewChanged();
    m_view->setFocus();
    Q_EMIT activated();
}

void ViewCard::setActive(bool active)
{
    if (property("active").toBool() == active)
        return;
    setProperty("active", active);
    style()->unpolish(this);
    style()->polish(this);
}

void ViewCard::setMaximised(bool maximised)
{
    m_maximised = maximised;
    updateIcons();
}

void ViewCard::updateTitle()
{
    m_title->setText(m_view->title());
    const QString restriction = m_view->restriction();
    m_restriction->setText(restriction);
    m_restriction->setAccessibleName(restriction);
    m_restriction->setVisible(!restriction.isEmpty());
    m_subtitle->setText(m_view->subtitle());
    QString details;
    if (!m_view->details().isEmpty())
        for (const QString& line :
             (m_view->subtitle() + QLatin1Char('\n') + m_view->details()).split(QLatin1Char('\n')))
            details += QStringLiteral("<p>%1</p>").arg(line.toHtmlEscaped()); // as HTML, so that lines break
    m_subtitle->setToolTip(details);
    placeSubtitle();
}

void ViewCard::updateIcons()
{
    const QColor color = Theme::of(this).mutedText;
    m_maximise->setIcon(
        themedIcon(m_maximised ? QStringLiteral("restore") : QStringLiteral("maximise"), color));
    const QString tip = m_maximised ? tr("Show all views again") : tr("Show this view alone");
    m_maximise->setToolTip(tip);
    m_maximise->setAccessibleName(tip);
    m_menu->setIcon(themedIcon(QStringLiteral("menu"), color));
}

void ViewCard::mousePressEvent(QMouseEvent* event)
{
    m_view->setFocus(Qt::MouseFocusReason);
    Q_EMIT activated();
    QFrame::mousePressEvent(event);
}

void ViewCard::mouseDoubleClickEvent(QMouseEvent*)
{
    Q_EMIT maximiseToggled();
}

void ViewCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange && m_menu != nullptr)
        updateIcons();
    QFrame::changeEvent(event);
}

} // namespace learnscope
