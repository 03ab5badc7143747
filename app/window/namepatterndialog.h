#pragma once

#include "core/data/stimulus.h"

#include <QDialog>
#include <QStringList>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace learnscope {

/// Edits how the names of pictures are read, and shows at once what it makes of the names that are open.
class NamePatternDialog : public QDialog
{
    Q_OBJECT
public:
    static constexpr int mostNames = 10000; ///< more are not tried while one types

    /// @p names: of pictures, to try the pattern on; may be empty.
    NamePatternDialog(const StimulusNamePattern& pattern, QStringList names, QWidget* parent = nullptr);

    /// Nothing while the text is no pattern.
    std::optional<StimulusNamePattern> pattern() const;

private:
    void tryPattern();
    void showExamples(const StimulusNamePattern& pattern);

    QStringList m_names;
    QLineEdit* m_text;
    QLabel* m_verdict;
    QTableWidget* m_examples;
    QPushButton* m_accept;
};

} // namespace learnscope
