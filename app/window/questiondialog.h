#pragma once

#include "core/data/trialselection.h"
#include "core/inference/inferenceresult.h"
#include "core/jobs/jobcontext.h"

#include <QDialog>
#include <QFutureWatcher>
#include <QPointer>

#include <memory>
#include <optional>

class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QTableView;

namespace learnscope {

class InferenceModel;
class QuestionForm;
class Workspace;

/// Asks a question of the open observers: says what would be done and what that assumes, does it in a job,
/// and shows the answer as a table, a picture of each interval and a text for a paper. Not modal. GUI thread.
class QuestionDialog : public QDialog
{
    Q_OBJECT
public:
    /// @p workspace is not owned and outlives this.
    explicit QuestionDialog(Workspace& workspace, QWidget* parent = nullptr);
    ~QuestionDialog() override;

    QuestionForm& form() noexcept { return *m_form; }
    InferenceModel& model() noexcept { return *m_model; }
    bool isRunning() const { return !m_running.isNull(); }
    /// The command that gives the answer shown or, where there is none, would.
    QString commandLine() const;

    void ask();
    void cancel();
    void writeCsv(const QString& path); ///< in the background

    void reject() override; ///< cancels what runs, else closes

Q_SIGNALS:
    void answered(); ///< or not: it ended
    void written(bool done);

private:
    /// A question as it was asked: observers with trials, runs and options.
    struct Asked
    {
        std::vector<Observer> observers;
        InferenceOptions options;
        std::optional<TrialSelection> only = {}; ///< the trials that count; nothing: all
    };

    QWidget* makeLeft();
    QWidget* makeRight();
    QWidget* makeResultButtons(QWidget* parent);
    Asked currentQuestion() const;
    static Result<InferenceResult> answer(const Asked& asked, JobContext& context);
    void refreshMethod();
    void refreshButtons();
    void hideEmptyColumns(const InferenceResult& result);
    void say(const QString& text);
    void showAnswer(std::shared_ptr<const InferenceResult> result);

    Workspace& m_workspace;
    QuestionForm* m_form = nullptr; // these are all children
    QLabel* m_method = nullptr;
    QPushButton* m_ask = nullptr;
    QPushButton* m_cancel = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_status = nullptr;
    InferenceModel* m_model = nullptr;
    QTableView* m_table = nullptr;
    QPlainTextEdit* m_text = nullptr;
    QPushButton* m_copyText = nullptr;
    QPushButton* m_copyCommand = nullptr;
    QPushButton* m_export = nullptr;
    QPointer<QFutureWatcherBase> m_running;
    Asked m_answered; ///< what the rows shown answer
};

} // namespace learnscope
