#include "app/window/mappingdialog.h"

#include "app/window/mappingpreviewmodel.h"
#include "core/data/reactiontime.h"
#include "widgets/common/tablesetup.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QThreadPool>
#include <QVBoxLayout>

#include <algorithm>

namespace learnscope {

namespace {
// What an entry of a choice stands for, in its data: a column, a constant, or the column of the schema's name
// as it is.
const auto columnPrefix = QStringLiteral("column:");
const auto constantPrefix = QStringLiteral("constant:");
const auto asCalled = QStringLiteral("as called");

QString columnData(const std::string& column)
{
    return columnPrefix + QString::fromStdString(column);
}

QString constantData(const std::string& constant)
{
    return constantPrefix + QString::fromStdString(constant);
}

QString schemaName(TrialColumn column)
{
    const std::string_view name = trialColumnNames[static_cast<std::size_t>(column)];
    return QString::fromLatin1(name.data(), qsizetype(name.size()));
}

bool isNumber(TrialColumn column)
{
    return column == TrialColumn::Run || column == TrialColumn::Epoch;
}

QString titleOf(TrialColumn column)
{
    switch (column) {
    case TrialColumn::Run:
        return MappingDialog::tr("&Run or participant");
    case TrialColumn::Epoch:
        return MappingDialog::tr("&Epoch");
    case TrialColumn::Phase:
        return MappingDialog::tr("&Phase");
    case TrialColumn::Image:
        return MappingDialog::tr("&Image");
    case TrialColumn::Truth:
        return MappingDialog::tr("Right a&nswer");
    case TrialColumn::Prediction:
        return MappingDialog::tr("Answer &given");
    }
    return {};
}

/// For parts of the preview's header: without the sign of the key.
QString partOf(TrialColumn column)
{
    return titleOf(column).remove(QLatin1Char('&')).toLower();
}

QString constantText(TrialColumn column, const std::string& constant)
{
    const QString text = QString::fromStdString(constant);
    switch (column) {
    case TrialColumn::Run:
        return MappingDialog::tr("all trials are run %1").arg(text);
    case TrialColumn::Epoch:
        return MappingDialog::tr("all trials are of epoch %1").arg(text);
    case TrialColumn::Phase:
        return constant == "train" ? MappingDialog::tr("all trials are training")
                                   : MappingDialog::tr("all trials are tests");
    default:
        return MappingDialog::tr("in all trials: %1").arg(text);
    }
}

std::vector<std::string> usualConstants(TrialColumn column)
{
    if (isNumber(column))
        return {"1"};
    if (column == TrialColumn::Phase)
        return {"test", "train"};
    return {};
}

void choose(QComboBox& choice, const QString& data)
{
    choice.setCurrentIndex(std::max(0, choice.findData(data)));
}

bool has(const TrialPreview& preview, const std::string& column)
{
    return std::find(preview.header.begin(), preview.header.end(), column) != preview.header.end();
}

QComboBox* makeCombo(QWidget* parent, const QString& name)
{
    auto* combo = new QComboBox(parent);
    combo->setAccessibleName(name);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(24);
    return combo;
}
} // namespace

MappingDialog::MappingDialog(const Table& table, unsigned threads, QWidget* parent)
    : QDialog(parent)
    , m_table(table)
    , m_threads(threads)
    , m_preview(new MappingPreviewModel(table.preview, this))
    , m_phases(new QWidget(this))
    , m_verdict(new QLabel(this))
    , m_remember(new QCheckBox(tr("Read all &tables with these columns like this from now on"), this))
{
    setWindowTitle(tr("Columns of %1").arg(QFileInfo(QString::fromStdString(table.file)).fileName()));
    resize(860, 680);
    m_remember->setChecked(table.isForeign);
    m_verdict->setWordWrap(true);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_verdict->setAccessibleName(tr("Whether the table can be read so"));
    m_verdict->setMinimumHeight(3 * fontMetrics().lineSpacing());
    m_verdict->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    new QGridLayout(m_phases);
    m_phases->layout()->setContentsMargins(0, 0, 0, 0);
    layOut(makeForm());
    changed();
    m_choices.front()->setFocus();
}

MappingDialog::~MappingDialog()
{
    if (m_trial)
        m_trial->cancel();
}

QGridLayout* MappingDialog::makeForm()
{
    auto* form = new QGridLayout;
    form->setColumnStretch(1, 1);
    form->setColumnStretch(3, 1);
    const auto add = [&](int row, int column, const QString& title, QComboBox* choice) {
        auto* label = new QLabel(title, this);
        label->setBuddy(choice);
        form->addWidget(label, row, column);
        form->addWidget(choice, row, column + 1);
    };
    int place = 0;
    for (const TrialColumn column : {TrialColumn::Run, TrialColumn::Epoch, TrialColumn::Phase,
                                     TrialColumn::Image, TrialColumn::Truth, TrialColumn::Prediction}) {
        QComboBox* choice = makeChoice(column);
        m_choices[static_cast<std::size_t>(column)] = choice;
        add(place % 3, place / 3 * 2, titleOf(column), choice);
        ++place;
    }
    form->addWidget(m_phases, 3, 0, 1, 4);
    m_reactionTime = makeReactionTimeChoice();
    add(4, 0, tr("Rea&ction time"), m_reactionTime);
    m_unit = makeCombo(this, tr("Unit of the reaction time"));
    m_unit->addItem(tr("found from name and values"), QString());
    m_unit->addItem(tr("seconds"), QStringLiteral("s"));
    m_unit->addItem(tr("milliseconds"), QStringLiteral("ms"));
    choose(*m_unit, QString::fromStdString(m_table.mapping.reactionTimeUnit));
    add(4, 2, tr("Its &unit"), m_unit);
    for (QComboBox* choice : {m_reactionTime, m_unit})
        connect(choice, &QComboBox::currentIndexChanged, this, &MappingDialog::changed);
    return form;
}

QComboBox* MappingDialog::makeChoice(TrialColumn column)
{
    QComboBox* choice = makeCombo(this, titleOf(column).remove(QLatin1Char('&')));
    const TrialMapping::Source& source = m_table.mapping[column];
    const QString name = schemaName(column);
    const bool isCalledSo = has(m_table.preview, name.toStdString());
    if (isCalledSo)
        choice->addItem(name, asCalled);
    else
        choice->addItem(tr("choose a column"), QString());
    for (const std::string& other : m_table.preview.header) {
        if (other.empty() || (QString::fromStdString(other) == name && !isNumber(column)))
            continue;
        const QString text = QString::fromStdString(other);
        choice->addItem(text == name ? tr("%1, names as numbers").arg(text) : text, columnData(other));
    }
    std::vector<std::string> constants = usualConstants(column);
    if (!source.constant.empty()
        && std::find(constants.begin(), constants.end(), source.constant) == constants.end())
        constants.push_back(source.constant);
    if (!constants.empty())
        choice->insertSeparator(choice->count());
    for (const std::string& constant : constants)
        choice->addItem(constantText(column, constant), constantData(constant));
    choose(*choice,
           !source.column.empty()         ? columnData(source.column)
               : !source.constant.empty() ? constantData(source.constant)
               : isCalledSo               ? asCalled
                                          : QString());
    connect(choice, &QComboBox::currentIndexChanged, this, &MappingDialog::changed);
    return choice;
}

QComboBox* MappingDialog::makeReactionTimeChoice()
{
    QComboBox* choice = makeCombo(this, tr("Reaction time"));
    const std::string usual = usualReactionTimeColumn(m_table.preview.header);
    choice->addItem(usual.empty() ? tr("none") : tr("%1, by its name").arg(QString::fromStdString(usual)),
                    QString());
    for (const std::string& column : m_table.preview.header)
        if (!column.empty())
            choice->addItem(QString::fromStdString(column), columnData(column));
    if (!m_table.mapping.reactionTime.empty())
        choose(*choice, columnData(m_table.mapping.reactionTime));
    return choice;
}

void MappingDialog::layOut(QGridLayout* form)
{
    auto* explanation = new QLabel(tr("Say which column of the file is what. Columns that are not used stay "
                                      "as further columns; the file itself stays as it is."),
                                   this);
    explanation->setWordWrap(true);
    auto* rows = new QTableView(this);
    setUpTable(*rows);
    rows->setModel(m_preview);
    rows->setAccessibleName(tr("The first rows of the file"));
    rows->horizontalHeader()->setDefaultSectionSize(120);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_accept = buttons->button(QDialogButtonBox::Ok);
    m_accept->setText(tr("Rea&d table"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(explanation);
    layout->addLayout(form);
    layout->addWidget(rows, 1);
    layout->addWidget(m_verdict);
    layout->addWidget(m_remember);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

TrialMapping MappingDialog::mapping() const
{
    TrialMapping mapping;
    for (std::size_t place = 0; place < m_choices.size(); ++place) {
        TrialMapping::Source& source = mapping.sources[place];
        const TrialMapping::Source& before = m_table.mapping.sources[place];
        const QString chosen = m_choices[place]->currentData().toString();
        if (chosen.startsWith(columnPrefix))
            source.column = chosen.mid(columnPrefix.size()).toStdString();
        else if (chosen.startsWith(constantPrefix))
            source.constant = chosen.mid(constantPrefix.size()).toStdString();
        if (source.column == before.column && source.constant == before.constant)
            source.values = before.values; // what was typed on a command line stays
    }
    TrialMapping::Source& phase = mapping[TrialColumn::Phase];
    for (const auto& [text, choice] : m_meanings) {
        std::erase_if(phase.values, [&, &known = text](const auto& value) { return value.first == known; });
        if (const QString meaning = choice->currentData().toString(); !meaning.isEmpty())
            phase.values.emplace_back(text, meaning.toStdString());
    }
    if (!phase.constant.empty())
        phase.values.clear();
    if (const QString chosen = m_reactionTime->currentData().toString(); chosen.startsWith(columnPrefix))
        mapping.reactionTime = chosen.mid(columnPrefix.size()).toStdString();
    mapping.reactionTimeUnit = m_unit->currentData().toString().toStdString();
    return mapping;
}

bool MappingDialog::isRemembered() const
{
    return m_remember->isChecked();
}

bool MappingDialog::isValid() const
{
    return m_valid;
}

QComboBox* MappingDialog::meaningOf(const QString& phase) const
{
    const auto found = m_meanings.find(phase.toStdString());
    return found == m_meanings.end() ? nullptr : found->second;
}

QString MappingDialog::verdict() const
{
    return m_verdict->text();
}

void MappingDialog::changed()
{
    showParts();
    tryMapping();
}

void MappingDialog::tryMapping()
{
    if (m_trial) {
        m_trial->disconnect(this);
        m_trial->cancel();
        m_trial->deleteLater();
    }
    m_valid = false;
    m_accept->setEnabled(false);
    m_verdict->setText(tr("Reading the table..."));
    m_trial = new QFutureWatcher<JobResult<MappingCheck>>(this);
    connect(m_trial, &QFutureWatcherBase::finished, this, [this] { take(m_trial->result()); });
    m_trial->setFuture(runJob<MappingCheck>(
        *QThreadPool::globalInstance(),
        [file = m_table.file, mapping = mapping(), threads = m_threads](JobContext& context) {
            return checkMapping(file, mapping, threads, context);
        }));
}

void MappingDialog::take(const JobResult<MappingCheck>& result)
{
    if (!result) {
        m_verdict->setText(QString::fromStdString(result.error().message));
        Q_EMIT tried();
        return;
    }
    const MappingCheck check = **result;
    const TrialMapping before = mapping();
    showPhases(check.phases);
    if (mapping() != before)
        return tryMapping(); // texts of phases that explain themselves
    m_valid = check.problems.empty() && check.trials > 0;
    m_accept->setEnabled(m_valid);
    QString text = QString::fromStdString(textOf(check));
    if (check.problems.total() > 1)
        text +=
            QLatin1Char('\n') + tr("... and %L1 more like this or another.").arg(check.problems.total() - 1);
    if (check.problems.empty() && check.trials == 0)
        text = tr("The table has no rows.");
    else if (m_valid && check.correct == 0)
        text += QLatin1Char('\n')
            + tr("No answer is right: perhaps the answers are called otherwise than the right ones.");
    m_verdict->setText(text);
    Q_EMIT tried();
}

void MappingDialog::showPhases(const std::vector<std::string>& phases)
{
    std::vector<std::string> asked;
    if (phases.size() <= MappingCheck::mostPhases)
        std::copy_if(phases.begin(), phases.end(), std::back_inserter(asked), [](const std::string& text) {
            return !text.empty() && text != "train" && text != "test";
        });
    if (asked == m_shownPhases)
        return;
    m_shownPhases = asked;
    auto* grid = static_cast<QGridLayout*>(m_phases->layout());
    while (QLayoutItem* item = grid->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    m_meanings.clear();
    const auto& known = m_table.mapping[TrialColumn::Phase].values;
    constexpr int inARow = 3;
    grid->setColumnStretch(2 * inARow, 1);
    for (std::size_t place = 0; place < asked.size(); ++place) {
        const std::string& text = asked[place];
        const QString shown = QString::fromStdString(text);
        auto* label = new QLabel(tr("Phase '%1' is").arg(shown.left(24)), m_phases);
        auto* choice = new QComboBox(m_phases);
        choice->setAccessibleName(tr("What the phase %1 is").arg(shown));
        choice->addItem(tr("not known"), QString());
        choice->addItem(tr("training"), QStringLiteral("train"));
        choice->addItem(tr("test"), QStringLiteral("test"));
        const auto value =
            std::find_if(known.begin(), known.end(), [&](const auto& entry) { return entry.first == text; });
        const std::string_view meaning = value != known.end() ? value->second : usualPhase(text);
        choose(*choice, QString::fromUtf8(meaning.data(), qsizetype(meaning.size())));
        label->setBuddy(choice);
        const int row = static_cast<int>(place) / inARow;
        const int column = static_cast<int>(place) % inARow * 2;
        grid->addWidget(label, row, column, Qt::AlignLeft | Qt::AlignVCenter);
        grid->addWidget(choice, row, column + 1, Qt::AlignLeft);
        m_meanings[text] = choice;
        connect(choice, &QComboBox::currentIndexChanged, this, &MappingDialog::changed);
    }
}

void MappingDialog::showParts()
{
    QStringList parts;
    const TrialMapping now = mapping();
    const std::string time =
        now.reactionTime.empty() ? usualReactionTimeColumn(m_table.preview.header) : now.reactionTime;
    for (const std::string& name : m_table.preview.header) {
        QStringList ofColumn;
        for (std::size_t place = 0; place < m_choices.size(); ++place) {
            const TrialMapping::Source& source = now.sources[place];
            if (source.isOpen() ? name == trialColumnNames[place] : name == source.column)
                ofColumn << partOf(static_cast<TrialColumn>(place));
        }
        if (!name.empty() && name == time)
            ofColumn << tr("reaction time");
        parts << ofColumn.join(QStringLiteral(", "));
    }
    m_preview->setParts(parts);
}

} // namespace learnscope
