#include "widgets/itemmodels/problemmodel.h"

#include <QFileInfo>

namespace learnscope {

namespace {
Finding findingFrom(const Error& error)
{
    Finding finding;
    finding.severity = Finding::Severity::Error;
    finding.file = error.where.file;
    finding.line = error.where.line;
    finding.column = error.where.column;
    finding.count = 1;
    finding.message = error.message;
    return finding;
}

QString placeOf(const Finding& problem)
{
    if (problem.line < 1)
        return {};
    const QString line = QString::number(problem.line);
    return problem.column < 1 ? line : line + QLatin1Char(':') + QString::number(problem.column);
}
} // namespace

void ProblemModel::append(const ErrorList& errors)
{
    std::vector<Finding> findings;
    for (const Error& error : errors.kept())
        findings.push_back(findingFrom(error));
    if (errors.total() > errors.kept().size()) {
        Finding rest = findingFrom(errors.kept().back());
        rest.line = rest.column = 0;
        rest.count = errors.total() - errors.kept().size();
        rest.message = "... and " + std::to_string(rest.count) + " more problems in this file";
        findings.push_back(rest);
    }
    append(findings);
}

void ProblemModel::append(const std::vector<Finding>& findings)
{
    if (findings.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(findings.size()) - 1);
    m_problems.insert(m_problems.end(), findings.begin(), findings.end());
    endInsertRows();
}

template<typename Predicate>
void ProblemModel::removeWhere(Predicate unwanted)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (!unwanted(m_problems[std::size_t(row)]))
            continue;
        beginRemoveRows({}, row, row);
        m_problems.erase(m_problems.begin() + row);
        endRemoveRows();
    }
}

void ProblemModel::setFindings(const std::string& file, const std::vector<Finding>& findings)
{
    // An Error has no code.
    removeWhere([&file](const Finding& problem) { return problem.file == file && !problem.code.empty(); });
    append(findings);
}

void ProblemModel::removeFile(const std::string& file)
{
    removeWhere([&file](const Finding& problem) { return problem.file == file; });
}

void ProblemModel::clear()
{
    beginResetModel();
    m_problems.clear();
    endResetModel();
}

std::optional<Repair> ProblemModel::repair(int row) const
{
    return repairFor(m_problems[static_cast<std::size_t>(row)]);
}

int ProblemModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_problems.size());
}

int ProblemModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProblemModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Finding& problem = m_problems[static_cast<std::size_t>(index.row())];
    const QString file = QString::fromStdString(problem.file);
    const QString message = QString::fromStdString(problem.message);
    if (role == SeverityRole)
        return static_cast<int>(problem.severity);
    if (role == FullTextRole)
        return QString::fromStdString(
            Error {Error::Kind::Syntax, problem.message, {problem.file, problem.line, problem.column}}
                .toString());
    if (role == Qt::ToolTipRole)
        return index.column() == FileColumn ? file
            : index.column() == RepairColumn && repairFor(problem)
            ? tr("Double-click or press Enter to repair the trials; the file stays as it is")
            : message;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case SeverityColumn: {
        const std::string_view name = toString(problem.severity);
        return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    }
    case FileColumn:
        return QFileInfo(file).fileName();
    case PlaceColumn:
        return placeOf(problem);
    case RepairColumn: {
        const auto repair = repairFor(problem);
        return repair ? QString::fromStdString(titleOf(*repair)) : QString();
    }
    default:
        return message;
    }
}

QVariant ProblemModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SeverityColumn:
        return tr("Severity");
    case FileColumn:
        return tr("File");
    case PlaceColumn:
        return tr("Line");
    case RepairColumn:
        return tr("Repair");
    default:
        return tr("Problem");
    }
}

} // namespace learnscope
