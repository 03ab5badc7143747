#pragma once

#include "core/checks/mappingcheck.h"
#include "core/io/trialpreview.h"
#include "widgets/jobs/runjob.h"

#include <QDialog>
#include <QFutureWatcher>

#include <array>
#include <map>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;

namespace learnscope {

class MappingPreviewModel;

/// Which columns of a table are the run, the epoch and so on. Each choice is tried at once on the whole file,
/// in the background; it can only be accepted where the file can be read so. GUI thread.
class MappingDialog : public QDialog
{
    Q_OBJECT
public:
    /// What a table is, and what is known of it.
    struct Table
    {
        std::string file;
        TrialPreview preview;
        TrialMapping mapping; ///< to begin with
        bool isForeign = true; ///< it cannot be read without a mapping
    };

    MappingDialog(const Table& table, unsigned threads, QWidget* parent = nullptr);
    ~MappingDialog() override;

    TrialMapping mapping() const;
    bool isRemembered() const; ///< for all tables with these columns
    /// Whether the table can be read by mapping(); not before it was tried.
    bool isValid() const;

    QComboBox* choiceOf(TrialColumn column) const { return m_choices[static_cast<std::size_t>(column)]; }
    QComboBox* reactionTimeChoice() const noexcept { return m_reactionTime; }
    QComboBox* unitChoice() const noexcept { return m_unit; }
    /// What a text of the phase's column means; null where it is not asked for.
    QComboBox* meaningOf(const QString& phase) const;
    QString verdict() const;

Q_SIGNALS:
    void tried(); ///< isValid() and verdict() hold for mapping()

private:
    QComboBox* makeChoice(TrialColumn column);
    QComboBox* makeReactionTimeChoice();
    QGridLayout* makeForm();
    void layOut(QGridLayout* form);
    void changed();
    void tryMapping();
    void take(const JobResult<MappingCheck>& result);
    void showPhases(const std::vector<std::string>& phases);
    void showParts();

    Table m_table;
    unsigned m_threads;
    MappingPreviewModel* m_preview; // these are all children
    std::array<QComboBox*, trialColumnNames.size()> m_choices = {};
    QComboBox* m_reactionTime = nullptr;
    QComboBox* m_unit = nullptr;
    QWidget* m_phases; ///< what texts of the phase's column mean
    std::vector<std::string> m_shownPhases;
    std::map<std::string, QComboBox*> m_meanings; ///< by text
    QLabel* m_verdict;
    QCheckBox* m_remember;
    QPushButton* m_accept = nullptr;
    QFutureWatcher<JobResult<MappingCheck>>* m_trial = nullptr; ///< what runs
    bool m_valid = false;
};

} // namespace learnscope
