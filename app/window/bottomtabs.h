#pragma once

#include <QTabBar>
#include <QWidget>

class QStackedWidget;

namespace learnscope {

/// Pages that lie behind each other, chosen by tabs that stand somewhere else: in the title bar of the dock.
class BottomTabs : public QWidget
{
    Q_OBJECT
public:
    explicit BottomTabs(QWidget* parent = nullptr);

    QTabBar* bar() const noexcept { return m_bar; } ///< to be placed by the caller, who then owns it
    int addPage(const QString& name, QWidget* page);
    void setCount(int page, int count); ///< "Problems 3"; nothing for 0
    void showPage(int page);
    int placeOf(const QWidget* page) const;

private:
    QTabBar* m_bar;
    QStackedWidget* m_stack;
    QStringList m_names;
};

} // namespace learnscope
