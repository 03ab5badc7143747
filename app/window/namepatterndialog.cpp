#include "app/window/namepatterndialog.h"

#include "widgets/common/tablesetup.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace learnscope {

namespace {
constexpr int mostExamples = 200;
} // namespace

NamePatternDialog::NamePatternDialog(const StimulusNamePattern& pattern, QStringList names, QWidget* parent)
    : QDialog(parent)
    , m_names(std::move(names))
    , m_text(new QLineEdit(QString::fromStdString(pattern.text()), this))
    , m_verdict(new QLabel(this))
    , m_examples(new QTableWidget(0, 5, this))
{
    setWindowTitle(tr("Picture names"));
    resize(720, 480);
    auto* explanation =
        new QLabel(tr("How the name of a picture tells what it shows: {category}, {object}, {axis} and "
                      "{angle} stand for what "
                      "changes, * for any text, and what is in [square brackets] may be missing."),
                   this);
    explanation->setWordWrap(true);
    m_text->setAccessibleName(tr("Pattern of picture names"));
    m_verdict->setWordWrap(true);
    m_verdict->setAccessibleName(tr("What the pattern makes of the names"));
    setUpTable(*m_examples);
    m_examples->setAccessibleName(tr("Names and what they tell"));
    m_examples->setHorizontalHeaderLabels(
        {tr("Name"), tr("Category"), tr("Object"), tr("Axis"), tr("Angle")});
    m_examples->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_examples->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_examples->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_accept = buttons->button(QDialogButtonBox::Ok);
    auto* usual = buttons->addButton(tr("&Usual pattern"), QDialogButtonBox::ResetRole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(explanation);
    layout->addWidget(m_text);
    layout->addWidget(m_verdict);
    layout->addWidget(m_examples, 1);
    layout->addWidget(buttons);

    connect(m_text, &QLineEdit::textChanged, this, &NamePatternDialog::tryPattern);
    connect(usual, &QPushButton::clicked, this,
            [this] { m_text->setText(QString::fromStdString(StimulusNamePattern().text())); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    tryPattern();
}

std::optional<StimulusNamePattern> NamePatternDialog::pattern() const
{
    auto parsed = StimulusNamePattern::parse(m_text->text().toStdString());
    return parsed ? std::optional(std::move(*parsed)) : std::nullopt;
}

void NamePatternDialog::tryPattern()
{
    const auto parsed = StimulusNamePattern::parse(m_text->text().toStdString());
    m_accept->setEnabled(parsed.has_value());
    m_examples->setRowCount(0);
    if (!parsed) {
        const Error& error = parsed.error();
        m_verdict->setText(
            error.where.column > 0
                ? tr("Column %1: %2").arg(error.where.column).arg(QString::fromStdString(error.message))
                : QString::fromStdString(error.message));
        return;
    }
    showExamples(*parsed);
}

void NamePatternDialog::showExamples(const StimulusNamePattern& pattern)
{
    // Names that do not fit come first: they are what one looks for.
    QStringList fitting;
    QStringList others;
    for (const QString& name : m_names)
        (pattern.match(name.toStdString()) ? fitting : others) << name;
    m_verdict->setText(m_names.isEmpty()
                           ? tr("No pictures or tables are open, so there is no name to try it on.")
                           : tr("%L1 of %L2 names fit.").arg(fitting.size()).arg(m_names.size()));
    const QStringList shown = (others + fitting).mid(0, mostExamples);
    m_examples->setRowCount(static_cast<int>(shown.size()));
    for (int row = 0; row < shown.size(); ++row) {
        const auto name = pattern.match(shown[row].toStdString());
        const QStringList cells = name
            ? QStringList {shown[row], QString::fromStdString(name->category),
                           QString::fromStdString(name->object), QString::fromStdString(name->axis),
                           QString::number(name->angle)}
            : QStringList {shown[row], tr("does not fit"), {}, {}, {}};
        for (int column = 0; column < cells.size(); ++column)
            m_examples->setItem(row, column, new QTableWidgetItem(cells[column]));
    }
}

} // namespace learnscope
