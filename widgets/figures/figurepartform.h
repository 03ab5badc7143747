#pragma once

#include "widgets/figures/figurerequest.h"

#include <QObject>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QWidget;

namespace learnscope {

/// The rows of a form that choose a FigurePart: phase, numbers in matrix cells, epochs and colours. Only
/// those that the kind of figure lets one choose are seen. GUI thread.
class FigurePartForm : public QObject
{
    Q_OBJECT
public:
    explicit FigurePartForm(QFormLayout& form, QObject* parent = nullptr);

    void setKind(FigureKind kind);
    void setPart(const FigurePart& part); ///< nobody is told
    /// What the kind lets one choose of what is set; the rest is as usual. Fails (Usage) where the epochs are
    /// not understood.
    Result<FigurePart> part() const;
    void setEnabled(bool enabled);

Q_SIGNALS:
    void edited();

private:
    Result<std::vector<std::int32_t>> epochs() const;

    FigureKind m_kind = FigureKind::LearningCurves;
    QFormLayout& m_form;
    QComboBox* m_phase = nullptr;
    QComboBox* m_cells = nullptr;
    QLineEdit* m_epochs = nullptr;
    QComboBox* m_coloring = nullptr;
    QComboBox* m_colors = nullptr;
    // As they were set: there is no row for them.
    std::vector<std::string> m_representations;
    std::optional<std::pair<std::string, std::string>> m_difference;
};

} // namespace learnscope
