#include "widgets/stimuli/answersmodel.h"

#include <algorithm>

namespace learnscope {

namespace {
const QChar rightMark(0x2713);
const QChar wrongMark(0x2717);

QString phaseText(Phase phase)
{
    return phase == Phase::Train ? AnswersModel::tr("train") : AnswersModel::tr("test");
}

/// A field of a tab-separated line: a tab or a line break in a name would make two of it.
QString tsvField(QString text)
{
    for (const QChar separator : {QLatin1Char('\t'), QLatin1Char('\n'), QLatin1Char('\r')})
        text.replace(separator, QLatin1Char(' '));
    return text;
}
} // namespace

void AnswersModel::setAnswers(std::shared_ptr<const AnswerSet> answers)
{
    beginResetModel();
    m_answers = std::move(answers);
    endResetModel();
}

void AnswersModel::setCategoryNames(CategoryNames names)
{
    m_categoryNames = std::move(names);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, AnswerColumn), index(rowCount() - 1, AnswerColumn));
}

int AnswersModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid() || !m_answers)
        return 0;
    return static_cast<int>(std::min<std::size_t>(m_answers->answers.size(), maximumRows));
}

int AnswersModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AnswersModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_answers)
        return {};
    const Answer& answer = m_answers->answers[static_cast<std::size_t>(index.row())];
    const ObserverStyle& style = m_answers->observers[answer.observer].style;
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == AnswerColumn
            ? answerText(answer) + QLatin1Char(' ') + (answer.right ? rightMark : wrongMark)
            : text(answer, index.column());
    case CopyRole:
        return text(answer, index.column());
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return sentence(answer);
    case Qt::TextAlignmentRole:
        return index.column() == RunColumn || index.column() == EpochColumn
            ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
            : QVariant();
    case ColorRole:
        return style.color;
    case MarkerRole:
        return static_cast<int>(style.marker);
    case RightRole:
        return answer.right;
    default:
        return {};
    }
}

QVariant AnswersModel::text(const Answer& answer, int column) const
{
    switch (column) {
    case ObserverColumn:
        return m_answers->observers[answer.observer].label;
    case RunColumn:
        return answer.run;
    case EpochColumn:
        return answer.epoch;
    case PhaseColumn:
        return phaseText(answer.phase);
    default:
        return answerText(answer);
    }
}

QString AnswersModel::answerText(const Answer& answer) const
{
    return categoryText(m_answers->textOf(answer), m_categoryNames);
}

QStringList AnswersModel::possibleAnswers() const
{
    QStringList texts;
    if (!m_answers)
        return texts;
    constexpr std::uint32_t enough = 100; // thousands of classes would only make the widest name wider
    for (const ObserverTrials& observer : m_answers->observers)
        if (observer.trials)
            for (std::uint32_t code = 0; code < std::min(observer.trials->labelNames().size(), enough);
                 ++code)
                texts << categoryText(observer.trials->labelNames()[code], m_categoryNames) + QLatin1Char(' ')
                        + wrongMark;
    texts.removeDuplicates();
    return texts;
}

QString AnswersModel::sentence(const Answer& answer) const
{
    const ObserverTrials& observer = m_answers->observers[answer.observer];
    const QString who =
        tr("%1, %2").arg(observer.label, QString::fromStdString(runLabel(observer.kind, answer.run)));
    return (answer.right ? tr("%1, epoch %2, %3: %4, right") : tr("%1, epoch %2, %3: %4, wrong"))
        .arg(who, QString::number(answer.epoch), phaseText(answer.phase), answerText(answer));
}

QVariant AnswersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == RunColumn || section == EpochColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                              : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ObserverColumn:
        return tr("Observer");
    case RunColumn:
        return tr("Run");
    case EpochColumn:
        return tr("Epoch");
    case PhaseColumn:
        return tr("Phase");
    default:
        return tr("Answer");
    }
}

void AnswersModel::sort(int column, Qt::SortOrder order)
{
    constexpr AnswerOrder orders[] = {AnswerOrder::Observer, AnswerOrder::Run, AnswerOrder::Epoch,
                                      AnswerOrder::Phase, AnswerOrder::Answer};
    if (column >= 0 && column < ColumnCount)
        Q_EMIT orderRequested(orders[column], order == Qt::DescendingOrder);
}

QString AnswersModel::toTsv(const QList<int>& rows) const
{
    QStringList header;
    for (int column = 0; column < ColumnCount; ++column)
        header << headerData(column, Qt::Horizontal).toString();
    header << tr("Right");
    QString table = header.join(QLatin1Char('\t')) + QLatin1Char('\n');
    for (const int row : rows) {
        for (int column = 0; column < ColumnCount; ++column)
            table += tsvField(index(row, column).data(CopyRole).toString()) + QLatin1Char('\t');
        table += QString::number(index(row, 0).data(RightRole).toBool() ? 1 : 0) + QLatin1Char('\n');
    }
    return table;
}

} // namespace learnscope
