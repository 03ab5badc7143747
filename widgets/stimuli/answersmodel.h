#pragma once

#include "widgets/stimuli/stimuluscaption.h"
#include "widgets/stimuli/trialanswers.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <memory>

namespace learnscope {

/// Who answered what when they were shown one picture, a row for each trial; of more than maximumRows only
/// the first in the order asked for, because a view takes longer than a frame for millions of rows. sort()
/// only asks for another order: it comes with the next setAnswers(). GUI thread.
class AnswersModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { ObserverColumn, RunColumn, EpochColumn, PhaseColumn, AnswerColumn, ColumnCount };
    enum Role {
        ColorRole = Qt::UserRole, ///< the observer's, on light ground
        MarkerRole, ///< int(Marker)
        RightRole, ///< bool
        CopyRole ///< the text without marks
    };

    static constexpr int maximumRows = 100'000;

    using QAbstractTableModel::QAbstractTableModel;

    void setAnswers(std::shared_ptr<const AnswerSet> answers); ///< null: none
    const std::shared_ptr<const AnswerSet>& answers() const noexcept { return m_answers; }
    void setCategoryNames(CategoryNames names);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    /// Each label of the tables as it is shown as an answer: what the column may hold.
    QStringList possibleAnswers() const;
    /// Rows as tab-separated text with a header line: the five columns and whether the answer was right.
    QString toTsv(const QList<int>& rows) const;

Q_SIGNALS:
    void orderRequested(learnscope::AnswerOrder order, bool descending);

private:
    QVariant text(const Answer& answer, int column) const;
    QString answerText(const Answer& answer) const;
    QString sentence(const Answer& answer) const;

    std::shared_ptr<const AnswerSet> m_answers;
    CategoryNames m_categoryNames;
};

} // namespace learnscope
