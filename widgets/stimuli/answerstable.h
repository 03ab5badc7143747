#pragma once

#include <QTableView>

namespace learnscope {

class AnswersModel;

/// The table of answers: markers in the observers' colours, right and wrong by mark and colour. Ctrl+C copies
/// the selected rows (all, where none is selected) as tab-separated text. Left and Right are not used here.
class AnswersTable : public QTableView
{
    Q_OBJECT
public:
    explicit AnswersTable(AnswersModel& model, QWidget* parent = nullptr); ///< the model outlives the table

    void copy() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitColumns();

    AnswersModel& m_answers;
};

} // namespace learnscope
