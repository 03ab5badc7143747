#pragma once

#include "widgets/figures/figurerenderer.h"
#include "widgets/figures/figurewriter.h"

#include <QDialog>

#include <memory>
#include <optional>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QScrollArea;

namespace learnscope {

class FigurePartForm;
class FigurePreview;

/// What a user sets in the dialog and would like to find again; the caller keeps it.
struct FigureDialogSettings
{
    FigureStyle style = FigureStyle::Publication;
    std::string preset; ///< a journal's, see journals.h; empty: none
    double width = 85; ///< mm
    double height = 0; ///< mm; 0: what suits the width
    double fontSize = 7; ///< pt
    double lineWidth = 0; ///< pt; 0: what suits the font size
    FigurePalette palette = FigurePalette::Observers;
    FigureOutput output;
    bool withData = false;
    QString folder; ///< where files go; empty: the current folder

    bool operator==(const FigureDialogSettings&) const = default;
};

/// Chooses how a figure looks, shows its page in millimetres as it will be written, and writes it. The scene
/// of the preview is the scene that is written. Layout, preview and writing run as jobs. GUI thread.
class FigureDialog : public QDialog
{
    Q_OBJECT
public:
    /// Offers the kinds that are of curves, or of representations, as @p kind is. Statistics that one needs
    /// and @p input lacks are computed as part of the job.
    FigureDialog(FigureInput input, FigureKind kind, QWidget* parent = nullptr);
    ~FigureDialog() override;

    FigureDialogSettings settings() const;
    void setSettings(const FigureDialogSettings& settings);
    void setPart(const FigurePart& part); ///< as in the view that is exported
    void setNetworks(const std::vector<NetworkFacts>& networks); ///< beside the known ones, for gap-lag
    void setFile(const QString& file);
    QString file() const; ///< with its ending
    FigureRequest request() const;
    FigurePreview* preview() const noexcept { return m_preview; }

public Q_SLOTS:
    void exportFigure(); ///< asks before a file is replaced
    void accept() override { exportFigure(); }
    void reject() override; ///< not while a file is written

Q_SIGNALS:
    void exported(const QString& file);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildForm(QFormLayout* form, FigureKind kind);
    void buildPreview(QWidget* side);
    void buildFileRow(QWidget* parent);
    void connectAll();
    void updateEnabled();
    void updateEnding();
    void choosePreset(int index);
    void browse();
    void refresh(); ///< lays out anew
    void showPage(const Result<std::shared_ptr<const RenderedFigure>>& page);
    void showRemarks(); ///< on what the journal asks
    void showPicture(); ///< as the chosen eyes see it
    FigureKind kind() const;
    void write(const QString& file);
    void showError(const QString& text);
    void setBusy(bool busy);

    std::shared_ptr<const FigureInput> m_input;
    std::vector<NetworkFacts> m_networks;
    FigureRenderer* m_renderer = nullptr; // a child
    std::optional<FigureKind> m_renderedKind; ///< of the newest layout asked for
    std::shared_ptr<const RenderedFigure> m_page; ///< null: there is none to show
    bool m_busy = false;

    QWidget* m_side = nullptr;
    QComboBox* m_kind = nullptr;
    FigurePartForm* m_part = nullptr; // a child
    QComboBox* m_style = nullptr;
    QComboBox* m_preset = nullptr;
    QDoubleSpinBox* m_width = nullptr;
    QDoubleSpinBox* m_height = nullptr;
    QDoubleSpinBox* m_fontSize = nullptr;
    QDoubleSpinBox* m_lineWidth = nullptr;
    QComboBox* m_palette = nullptr;
    QComboBox* m_format = nullptr;
    QComboBox* m_textAs = nullptr;
    QDoubleSpinBox* m_dpi = nullptr;
    QCheckBox* m_opaque = nullptr;
    QCheckBox* m_withData = nullptr;
    QComboBox* m_vision = nullptr;
    QLabel* m_remarks = nullptr;
    QScrollArea* m_scroll = nullptr;
    FigurePreview* m_preview = nullptr;
    QComboBox* m_zoom = nullptr;
    QLabel* m_size = nullptr;
    QPlainTextEdit* m_caption = nullptr;
    QLineEdit* m_file = nullptr;
    QPushButton* m_browse = nullptr;
    QPushButton* m_export = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_error = nullptr;
};

} // namespace learnscope
