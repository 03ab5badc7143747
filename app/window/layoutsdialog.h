#pragma once

#include "core/io/trialmapping.h"

#include <QDialog>

#include <vector>

class QLabel;
class QListWidget;
class QPushButton;

namespace learnscope {

/// The layouts of tables that are read without a question, to be forgotten one by one. GUI thread.
class LayoutsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit LayoutsDialog(std::vector<RememberedLayout> layouts, QWidget* parent = nullptr);

    const std::vector<RememberedLayout>& layouts() const noexcept { return m_layouts; }

Q_SIGNALS:
    void layoutsChanged(const std::vector<RememberedLayout>& layouts);

private:
    void fill();
    void forget();
    void refresh();

    std::vector<RememberedLayout> m_layouts;
    QListWidget* m_list;
    QLabel* m_details;
    QPushButton* m_forget;
};

} // namespace learnscope
