#include "app/window/docktitle.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QDockWidget>
#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>

namespace learnscope {

DockTitle::DockTitle(QDockWidget* dock, QWidget* content)
    : QWidget(dock)
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("docktitle"));
    setAttribute(Qt::WA_StyledBackground);
    m_close->setAutoRaise(true);
    m_close->setIconSize(QSize(14, 14));
    m_close->setToolTip(tr("Close this dock; View > Docks brings it back"));
    m_close->setAccessibleName(tr("Close %1").arg(dock->windowTitle()));
    connect(m_close, &QToolButton::clicked, dock, &QDockWidget::close);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 6, 2);
    layout->addWidget(content, 1);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    updateIcon();
}

void DockTitle::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        updateIcon();
    QWidget::changeEvent(event);
}

void DockTitle::updateIcon()
{
    m_close->setIcon(themedIcon(QStringLiteral("close"), Theme::of(this).mutedText));
}

} // namespace learnscope
