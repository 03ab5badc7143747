#pragma once

#include "core/base/error.h"
#include "core/checks/finding.h"
#include "core/repairs/repair.h"

#include <QAbstractTableModel>

#include <optional>
#include <string>
#include <vector>

namespace learnscope {

/// What was wrong with inputs and what is noteworthy about them, newest last: the problems list.
class ProblemModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { SeverityColumn, FileColumn, PlaceColumn, RepairColumn, MessageColumn, ColumnCount };
    enum Role { SeverityRole = Qt::UserRole, FullTextRole };

    using QAbstractTableModel::QAbstractTableModel;

    void append(const ErrorList& errors);
    void append(const Error& error) { append(ErrorList(error)); }
    void append(const std::vector<Finding>& findings);
    /// What is noteworthy about a file that was read; takes the place of what was said before. Errors stay.
    void setFindings(const std::string& file, const std::vector<Finding>& findings);
    void removeFile(const std::string& file); ///< all that was said of it, before it is read again
    void clear();
    /// What would mend the problem in @p row; nothing where that is for people to decide.
    std::optional<Repair> repair(int row) const;
    const std::vector<Finding>& problems() const noexcept { return m_problems; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    template<typename Predicate>
    void removeWhere(Predicate unwanted);

    std::vector<Finding> m_problems;
};

} // namespace learnscope
