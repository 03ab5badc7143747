#include "app/window/layoutsdialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace learnscope {

namespace {
QString joined(const std::vector<std::string>& texts)
{
    QStringList list;
    for (const std::string& text : texts)
        list << QString::fromStdString(text);
    return list.join(QStringLiteral(", "));
}
} // namespace

LayoutsDialog::LayoutsDialog(std::vector<RememberedLayout> layouts, QWidget* parent)
    : QDialog(parent)
    , m_layouts(std::move(layouts))
    , m_list(new QListWidget(this))
    , m_details(new QLabel(this))
    , m_forget(new QPushButton(tr("&Forget"), this))
{
    setWindowTitle(tr("Remembered columns"));
    resize(620, 380);
    auto* explanation = new QLabel(tr("Tables with these columns are read without a question. What is "
                                      "forgotten here changes nothing that is open."),
                                   this);
    explanation->setWordWrap(true);
    m_list->setAccessibleName(tr("Columns of tables"));
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_details->setWordWrap(true);
    m_details->setTextFormat(Qt::PlainText);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_details->setAccessibleName(tr("How they are read"));
    m_details->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_details->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_forget->setAutoDefault(false);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->addButton(m_forget, QDialogButtonBox::ActionRole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(explanation);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_details);
    layout->addWidget(buttons);
    connect(m_list, &QListWidget::currentRowChanged, this, &LayoutsDialog::refresh);
    connect(m_forget, &QPushButton::clicked, this, &LayoutsDialog::forget);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    fill();
    m_list->setFocus();
}

void LayoutsDialog::fill()
{
    const int row = m_list->currentRow();
    m_list->clear();
    for (const RememberedLayout& layout : m_layouts)
        m_list->addItem(joined(layout.columns));
    m_list->setCurrentRow(std::clamp(row, 0, std::max(0, m_list->count() - 1)));
    refresh();
}

void LayoutsDialog::forget()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    m_layouts.erase(m_layouts.begin() + row);
    fill();
    Q_EMIT layoutsChanged(m_layouts);
}

void LayoutsDialog::refresh()
{
    const int row = m_list->currentRow();
    const bool any = row >= 0 && row < static_cast<int>(m_layouts.size());
    m_forget->setEnabled(any);
    const std::vector<std::string> texts =
        any ? toTexts(m_layouts[static_cast<std::size_t>(row)].mapping) : std::vector<std::string>();
    m_details->setText(!any                ? tr("No columns are remembered.")
                           : texts.empty() ? tr("Read as the columns are called.")
                                           : joined(texts));
}

} // namespace learnscope
