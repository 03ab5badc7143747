#include "app/window/bottomtabs.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace learnscope {

BottomTabs::BottomTabs(QWidget* parent)
    : QWidget(parent)
    , m_bar(new QTabBar(this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("panel"));
    m_bar->setDrawBase(false);
    m_bar->setExpanding(false);
    m_bar->setAccessibleName(tr("Problems, jobs, read-out and selections"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 0);
    layout->addWidget(m_stack);
    connect(m_bar, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
}

int BottomTabs::addPage(const QString& name, QWidget* page)
{
    m_names << name;
    m_stack->addWidget(page);
    return m_bar->addTab(name);
}

void BottomTabs::setCount(int page, int count)
{
    m_bar->setTabText(page,
                      count == 0 ? m_names[page] : QStringLiteral("%1 %L2").arg(m_names[page]).arg(count));
}

void BottomTabs::showPage(int page)
{
    m_bar->setCurrentIndex(page);
}

int BottomTabs::placeOf(const QWidget* page) const
{
    return m_stack->indexOf(page);
}

} // namespace learnscope
