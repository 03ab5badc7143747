#include "app/window/questiondialog.h"

#include "app/window/inferline.h"
#include "app/window/intervaldelegate.h"
#include "app/window/questionform.h"
#include "app/workspace/workspace.h"
#include "core/base/filewriter.h"
#include "core/inference/infer.h"
#include "core/inference/inferencetables.h"
#include "core/repairs/restriction.h"
#include "widgets/common/look.h"
#include "widgets/common/tablesetup.h"
#include "widgets/itemmodels/inferencemodel.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace learnscope {

namespace {
QString html(const std::string& text)
{
    return QString::fromStdString(text).toHtmlEscaped();
}

/// A label of several lines that can be read with the keyboard and copied from.
QLabel* makeText(const QString& name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setAccessibleName(name);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    return label;
}
} // namespace

QuestionDialog::QuestionDialog(Workspace& workspace, QWidget* parent)
    : QDialog(parent)
    , m_workspace(workspace)
{
    setWindowTitle(tr("Ask a question"));
    resize(1280, 820);
    auto* splitter = new QSplitter(this);
    splitter->addWidget(makeLeft());
    splitter->addWidget(makeRight());
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->addWidget(splitter);

    InferenceOptions options;
    options.draws = std::clamp(workspace.rules().curves.bootstrapDraws, fewestDraws, mostDraws);
    options.seed = std::min<std::uint64_t>(workspace.rules().curves.seed, 2000000000);
    m_form->setOptions(options);
    connect(m_form, &QuestionForm::changed, this, &QuestionDialog::refreshMethod);
    connect(&workspace, &Workspace::rulesChanged, this, &QuestionDialog::refreshMethod);
    refreshMethod();
    say(tr("Choose a question and press Ask."));
    m_form->focusQuestion();
}

QuestionDialog::~QuestionDialog()
{
    if (m_running)
        m_running->cancel();
}

QWidget* QuestionDialog::makeLeft()
{
    auto* side = new QWidget(this);
    auto* inner = new QWidget;
    m_form = new QuestionForm(m_workspace.observers(), inner);
    auto* column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_form);
    column->addStretch(1);
    auto* scroll = new QScrollArea(side);
    scroll->setWidget(inner);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);

    m_ask = new QPushButton(tr("&Ask"), side);
    m_ask->setDefault(true);
    m_cancel = new QPushButton(tr("Ca&ncel"), side);
    m_cancel->setAutoDefault(false);
    m_progress = new QProgressBar(side);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_ask);
    row->addWidget(m_progress, 1);
    row->addStretch();
    row->addWidget(m_cancel);
    connect(m_ask, &QPushButton::clicked, this, &QuestionDialog::ask);
    connect(m_cancel, &QPushButton::clicked, this, &QuestionDialog::cancel);

    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 8, 0);
    layout->addWidget(scroll, 1);
    layout->addLayout(row);
    side->setMinimumWidth(400);
    return side;
}

QWidget* QuestionDialog::makeRight()
{
    auto* side = new QWidget(this);
    m_method = makeText(tr("What will be done"), side);
    m_status = makeText(tr("Answer"), side);
    m_model = new InferenceModel(this);
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(m_model);
    sorted->setSortRole(InferenceModel::SortRole);
    m_table = new QTableView(side);
    setUpTable(*m_table);
    m_table->setModel(sorted);
    m_table->horizontalHeader()->hide(); // until there are rows
    m_table->setAccessibleName(tr("Answer, one row for each comparison"));
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    m_table->setItemDelegateForColumn(InferenceModel::PictureColumn, new IntervalDelegate(m_table));
    m_table->setFrameShape(QFrame::StyledPanel);
    m_text = new QPlainTextEdit(side);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("Text for a methods section"));
    m_text->setPlaceholderText(tr("Here stands a text for the methods section of a paper."));
    m_text->setMaximumHeight(120);

    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(8, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeSectionLabel(tr("What will be done"), side));
    layout->addWidget(m_method);
    layout->addWidget(makeSectionLabel(tr("Answer"), side));
    layout->addWidget(m_status);
    layout->addWidget(m_table, 1);
    layout->addWidget(makeSectionLabel(tr("For the methods section"), side));
    layout->addWidget(m_text);
    layout->addWidget(makeResultButtons(side));
    return side;
}

QWidget* QuestionDialog::makeResultButtons(QWidget* parent)
{
    auto* buttons = new QWidget(parent);
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    const auto button = [&](const QString& text, auto act) {
        auto* made = new QPushButton(text, buttons);
        made->setAutoDefault(false);
        connect(made, &QPushButton::clicked, this, act);
        row->addWidget(made);
        return made;
    };
    m_copyText =
        button(tr("&Copy text"), [this] { QGuiApplication::clipboard()->setText(m_text->toPlainText()); });
    m_copyCommand =
        button(tr("Copy as c&ommand"), [this] { QGuiApplication::clipboard()->setText(commandLine()); });
    m_export = button(tr("E&xport CSV..."), [this] {
        auto* dialog = new QFileDialog(this, tr("Export the answer"), QStringLiteral("answer.csv"),
                                       tr("Tables (*.csv)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setDefaultSuffix(QStringLiteral("csv"));
        connect(dialog, &QFileDialog::fileSelected, this, &QuestionDialog::writeCsv);
        dialog->open();
    });
    row->addStretch(1);
    button(tr("C&lose"), [this] { close(); });
    return buttons;
}

QuestionDialog::Asked QuestionDialog::currentQuestion() const
{
    Asked asked;
    asked.options = m_form->options();
    const AnalysisOptions& rules = m_workspace.rules();
    asked.options.lagRule = rules.curves.lagRule;
    asked.options.level = rules.curves.level;
    asked.options.threads = rules.curves.threads;
    const ObserverModel& observers = m_workspace.observers();
    for (const int place : m_form->chosenPlaces()) {
        asked.observers.push_back(observers.observer(place));
        asked.options.selections.push_back({RunSelection::Rule::Listed, observers.checkedRuns(place)});
    }
    if (m_workspace.isOnlySelected())
        asked.only = m_workspace.selection().selection();
    return asked;
}

Result<InferenceResult> QuestionDialog::answer(const Asked& asked, JobContext& context)
{
    if (!asked.only)
        return infer(asked.observers, asked.options, context);
    InferenceOptions options = asked.options;
    auto left = restrictTo(asked.observers, options.selections, *asked.only, options.threads, context);
    if (!left)
        return tl::unexpected(left.error());
    options.selections = std::move(left->selections);
    return infer(left->observers, options, context);
}

QString QuestionDialog::commandLine() const
{
    const Asked& shown = m_model->result() ? m_answered : currentQuestion();
    return QString::fromStdString(inferCommandLine(shown.observers, shown.options, shown.only));
}

void QuestionDialog::refreshMethod()
{
    const InferenceMethod method = methodFor(currentQuestion().options);
    QString text = QStringLiteral("<b>%1.</b>").arg(html(method.name));
    const std::pair<QString, std::string> parts[] = {
        {tr("Test"), method.test}, {tr("Interval"), method.interval}, {tr("Correction"), method.correction}};
    for (const auto& [heading, words] : parts)
        text += QStringLiteral("<br>%1: %2.").arg(heading, html(words));
    text += QStringLiteral("<br>%1").arg(tr("Assumed:"));
    for (const std::string& assumption : method.assumptions)
        text += QStringLiteral(" %1").arg(html(assumption));
    m_method->setText(text);
    refreshButtons();
}

void QuestionDialog::refreshButtons()
{
    const QString obstacle = m_form->obstacle();
    m_ask->setEnabled(!isRunning() && obstacle.isEmpty());
    m_ask->setToolTip(obstacle);
    m_cancel->setVisible(isRunning());
    m_progress->setVisible(isRunning());
    const bool answer = m_model->result() != nullptr;
    m_copyText->setEnabled(answer);
    m_export->setEnabled(answer);
    m_copyCommand->setEnabled(answer || obstacle.isEmpty());
    if (!answer && !isRunning() && !obstacle.isEmpty())
        say(obstacle);
}

void QuestionDialog::ask()
{
    if (isRunning() || !m_form->obstacle().isEmpty())
        return;
    const auto asked = std::make_shared<Asked>(currentQuestion());
    const auto question = wordsOf(asked->options.question).text;
    QElapsedTimer clock;
    clock.start();
    const QPointer<QuestionDialog> self(this);
    m_running = m_workspace.runner().start<InferenceResult>(
        QString::fromUtf8(question.data(), static_cast<qsizetype>(question.size())),
        [asked](JobContext& context) { return answer(*asked, context); },
        [self, asked, clock](const JobResult<InferenceResult>& result) -> JobEnd {
            const bool cancelled = !result && result.error().kind == Error::Kind::Cancelled;
            const JobEnd end {cancelled    ? JobModel::State::Cancelled
                                  : result ? JobModel::State::Done
                                           : JobModel::State::Failed};
            if (!self)
                return end;
            self->m_running = nullptr;
            if (result) {
                self->m_answered = *asked;
                self->showAnswer(*result);
            } else if (cancelled) {
                self->say(tr("Cancelled; nothing was changed."));
            } else {
                self->showAnswer(nullptr);
                self->say(
                    tr("This cannot be answered: %1.").arg(QString::fromStdString(result.error().message)));
            }
            self->refreshButtons();
            Q_EMIT self->answered();
            return end;
        });
    m_progress->setValue(0);
    connect(m_running, &QFutureWatcherBase::progressValueChanged, m_progress, &QProgressBar::setValue);
    say(tr("Working..."));
    refreshButtons();
}

void QuestionDialog::cancel()
{
    if (m_running)
        m_running->cancel();
}

void QuestionDialog::showAnswer(std::shared_ptr<const InferenceResult> result)
{
    m_model->setResult(result);
    m_text->setPlainText(result ? QString::fromStdString(result->methodsText) : QString());
    if (!result)
        return;
    hideEmptyColumns(*result);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    m_table->resizeColumnsToContents();
    const auto question = wordsOf(result->options.question).text;
    QString text = tr("%1 %L2 rows, %L3 tests, corrected: %4; %L5 draws, seed %6.")
                       .arg(QStringLiteral("<b>%1</b>").arg(html(std::string(question))))
                       .arg(result->rows.size())
                       .arg(result->tests)
                       .arg(html(result->method.correction))
                       .arg(result->options.draws)
                       .arg(result->options.seed);
    for (const std::string& warning : result->warnings)
        text += QStringLiteral("<br>\u26a0 %1.").arg(html(warning));
    say(text);
}

/// Columns that say the same in all rows, or nothing, only take room.
void QuestionDialog::hideEmptyColumns(const InferenceResult& result)
{
    m_table->horizontalHeader()->setVisible(true);
    bool shown[InferenceModel::ColumnCount];
    std::fill(std::begin(shown), std::end(shown), true);
    const auto hideUnless = [&](int column, auto says) {
        shown[column] = std::any_of(result.rows.begin(), result.rows.end(), says);
    };
    hideUnless(InferenceModel::MaximumColumn, [](const auto& row) { return !std::isnan(row.maximumP); });
    hideUnless(InferenceModel::EffectColumn, [](const auto& row) { return row.hedgesG.has_value(); });
    hideUnless(InferenceModel::DeltaColumn, [](const auto& row) { return row.cliffsDelta.has_value(); });
    hideUnless(InferenceModel::OddsColumn, [](const auto& row) { return row.oddsRatio.has_value(); });
    hideUnless(InferenceModel::NoteColumn, [](const auto& row) { return !row.note.empty(); });
    const InferenceRow& first = result.rows.front();
    hideUnless(InferenceModel::QuantityColumn,
               [&](const auto& row) { return row.quantity != first.quantity; });
    hideUnless(InferenceModel::GeneraliseColumn,
               [&](const auto& row) { return row.generalise != first.generalise; });
    hideUnless(InferenceModel::EpochColumn, [&](const auto& row) { return row.epoch != first.epoch; });
    for (int column = 0; column < InferenceModel::ColumnCount; ++column)
        m_table->setColumnHidden(column, !shown[column]);
}

void QuestionDialog::say(const QString& text)
{
    m_status->setText(text);
}

void QuestionDialog::writeCsv(const QString& path)
{
    const auto result = m_model->result();
    if (!result)
        return;
    const QPointer<QuestionDialog> self(this);
    m_workspace.runner().start<bool>(
        tr("Write %1").arg(path),
        [result, path](JobContext&) -> Result<bool> {
            const auto written = writeFileAtomically(path.toStdString(), inferenceCsv(*result));
            if (!written)
                return tl::unexpected(written.error());
            return true;
        },
        [self, path](const JobResult<bool>& done) -> JobEnd {
            if (self && !done)
                self->m_workspace.problems().append(done.error());
            if (self) {
                self->say(done ? tr("Written to %1.").arg(path.toHtmlEscaped())
                               : tr("Not written: %1.").arg(QString::fromStdString(done.error().message)));
                Q_EMIT self->written(done.has_value());
            }
            return {done ? JobModel::State::Done : JobModel::State::Failed};
        },
        JobRunner::Listing::WhenLong);
}

void QuestionDialog::reject()
{
    if (isRunning())
        cancel();
    else
        QDialog::reject();
}

} // namespace learnscope
