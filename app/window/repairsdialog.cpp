#include "app/window/repairsdialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace learnscope {

namespace {
constexpr int textRole = Qt::UserRole; // the repair as typed on a command line
constexpr int outcomeRole = Qt::UserRole + 1; // what it did; empty while it was not made

/// Those without parameters of one's own, in their usual order.
std::vector<Repair> offered()
{
    std::vector<Repair> repairs;
    for (const char* text : {"aborted-start", "reblock", "duplicates=first", "duplicates=last",
                             "exclude=non-learners", "exclude=below-chance"})
        repairs.push_back(parseRepair(text).value());
    return repairs;
}
} // namespace

RepairsDialog::RepairsDialog(const Observer& observer, const std::vector<Repair>& repairs, QWidget* parent)
    : QDialog(parent)
    , m_list(new QListWidget(this))
    , m_outcome(new QLabel(this))
    , m_typed(new QLineEdit(this))
    , m_verdict(new QLabel(this))
    , m_up(new QPushButton(tr("Move &up"), this))
    , m_down(new QPushButton(tr("Move &down"), this))
    , m_add(new QPushButton(tr("&Add"), this))
{
    setWindowTitle(tr("Repairs of %1").arg(QString::fromStdString(observer.label)));
    resize(560, 440);
    auto* explanation =
        new QLabel(tr("What is switched on is done to the trials after the file is read, from top to bottom. "
                      "The file stays as it is; tables and figures say what was done."),
                   this);
    explanation->setWordWrap(true);
    m_list->setAccessibleName(tr("Repairs, in their order"));
    m_outcome->setWordWrap(true);
    m_outcome->setAccessibleName(tr("What the repair did"));
    m_outcome->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_outcome->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_typed->setAccessibleName(tr("Another repair"));
    m_typed->setPlaceholderText(tr("labels=OLD=NEW or exclude=3,11"));
    m_verdict->setWordWrap(true);
    m_verdict->setAccessibleName(tr("Whether the text is understood"));

    for (std::size_t index = 0; index < repairs.size(); ++index)
        add(repairs[index], true,
            index < observer.repairs.size() ? QString::fromStdString(observer.repairs[index].sentence)
                                            : QString());
    for (const Repair& repair : offered())
        if (std::find(repairs.begin(), repairs.end(), repair) == repairs.end())
            add(repair, false, {});
    m_list->setCurrentRow(0);

    auto* order = new QHBoxLayout;
    order->addWidget(m_up);
    order->addWidget(m_down);
    order->addStretch();
    auto* typed = new QHBoxLayout;
    typed->addWidget(m_typed, 1);
    typed->addWidget(m_add);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("&Repair"));
    m_add->setAutoDefault(false); // Enter in the line adds, and does not close
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(explanation);
    layout->addWidget(m_list, 1);
    layout->addLayout(order);
    layout->addWidget(m_outcome);
    layout->addLayout(typed);
    layout->addWidget(m_verdict);
    layout->addWidget(buttons);

    connect(m_list, &QListWidget::currentRowChanged, this, &RepairsDialog::refresh);
    connect(m_typed, &QLineEdit::textChanged, this, &RepairsDialog::refresh);
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_add, &QPushButton::clicked, this, &RepairsDialog::addTyped);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    refresh();
    m_list->setFocus();
}

void RepairsDialog::add(const Repair& repair, bool isOn, const QString& outcome)
{
    auto* item = new QListWidgetItem(QString::fromStdString(titleOf(repair)), m_list);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(isOn ? Qt::Checked : Qt::Unchecked);
    item->setData(textRole, QString::fromStdString(toString(repair)));
    item->setData(outcomeRole, outcome);
}

std::vector<Repair> RepairsDialog::repairs() const
{
    std::vector<Repair> repairs;
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->checkState() == Qt::Checked)
            repairs.push_back(
                parseRepair(m_list->item(row)->data(textRole).toString().toStdString()).value());
    return repairs;
}

void RepairsDialog::addTyped()
{
    const auto repair = parseRepair(m_typed->text().trimmed().toStdString());
    if (!repair)
        return;
    const QString text = QString::fromStdString(toString(*repair));
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->data(textRole).toString() == text) {
            m_list->item(row)->setCheckState(Qt::Checked);
            m_list->setCurrentRow(row);
            m_typed->clear();
            return;
        }
    add(*repair, true, {});
    m_list->setCurrentRow(m_list->count() - 1);
    m_typed->clear();
}

void RepairsDialog::move(int step)
{
    const int row = m_list->currentRow();
    if (row < 0 || row + step < 0 || row + step >= m_list->count())
        return;
    m_list->insertItem(row + step, m_list->takeItem(row));
    m_list->setCurrentRow(row + step);
}

void RepairsDialog::refresh()
{
    const QListWidgetItem* item = m_list->currentItem();
    const int row = m_list->currentRow();
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_list->count());
    const QString outcome = item ? item->data(outcomeRole).toString() : QString();
    m_outcome->setText(outcome.isEmpty() ? QString() : tr("Done: %1.").arg(outcome));
    const QString typed = m_typed->text().trimmed();
    const auto repair = parseRepair(typed.toStdString());
    m_add->setEnabled(repair.has_value());
    m_verdict->setText(typed.isEmpty() ? QString()
                           : repair    ? QString::fromStdString(titleOf(*repair))
                                       : QString::fromStdString(repair.error().message));
}

} // namespace learnscope
