#pragma once

#include "widgets/figures/figurerenderer.h"
#include "widgets/figures/figurewriter.h"
#include "widgets/figures/page.h"

#include <QDialog>
#include <QUndoStack>

#include <memory>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QSpinBox;
class QVBoxLayout;

namespace learnscope {

class FigurePartForm;
class PageCanvas;

/// Composes several figures on one page and writes it. The page is a value: every change of it is a step that
/// can be undone, and what is drawn, saved and written comes from it alone. GUI thread.
class PageComposer : public QDialog
{
    Q_OBJECT
public:
    /// Statistics that figures need and @p input lacks are computed in the background.
    PageComposer(FigureInput input, const FigurePage& page, QWidget* parent = nullptr);
    ~PageComposer() override;

    const FigurePage& page() const noexcept { return m_page; }
    void setPage(const FigurePage& page); ///< cannot be undone
    void setInput(FigureInput input); ///< the data have changed
    void setNetworks(const std::vector<NetworkFacts>& networks); ///< beside the known ones
    void setFile(const QString& file); ///< of the figure
    PageCanvas* canvas() const noexcept { return m_canvas; }
    QUndoStack* undoStack() noexcept { return &m_undo; }
    bool isRendered() const noexcept { return m_rendered != nullptr && !m_isRendering; }

public Q_SLOTS:
    void addPanel();
    void removePanel(int panel);
    void arrange(); ///< on a grid of as many columns as the form says
    void openPage(); ///< asks for a page file
    void savePage(); ///< asks for a page file
    bool openPageFile(const QString& file);
    bool savePageFile(const QString& file);
    void exportFigure(); ///< asks before a file is replaced
    void reject() override; ///< not while a file is written

Q_SIGNALS:
    void pageChanged();
    void exported(const QString& file);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Change;

    // pagecomposerform.cpp
    QWidget* buildPanelsTab();
    QWidget* buildPageTab();
    QWidget* buildFileTab();
    void buildPreview(QVBoxLayout* side);
    void buildButtons(QVBoxLayout* all);
    void connectAll();
    // pagecomposeredits.cpp
    void connectForms();
    void moveElement(int element, const QRectF& frame, bool byKey);

    /// The page becomes @p page, as a step. Steps of one @p kind that follow each other are one; 0: never.
    void change(const QString& text, const FigurePage& page, int kind = 0);
    void showPage(const FigurePage& page); ///< without a step
    void fillForms();
    void fillPanelForm();
    void editPanel(int kind); ///< from the form
    void editPage(int kind); ///< from the form
    void choosePreset(int index);
    void refresh();
    void showRendered(const Result<std::shared_ptr<const RenderedFigure>>& figure);
    void showPicture();
    void showRemarks();
    void showError(const QString& text);
    void setBusy(bool busy);
    FigureOutput output() const;
    void write(const QString& file);

    std::shared_ptr<const FigureInput> m_input;
    std::vector<NetworkFacts> m_networks;
    FigurePage m_page;
    QUndoStack m_undo;
    FigureRenderer* m_renderer = nullptr; // a child
    std::shared_ptr<const RenderedFigure> m_rendered; ///< null: there is none to show
    bool m_isRendering = false;
    bool m_isFilling = false; ///< the forms show the page, nobody edits
    bool m_busy = false;

    PageCanvas* m_canvas = nullptr;
    QScrollArea* m_scroll = nullptr;
    QWidget* m_side = nullptr;
    QListWidget* m_panels = nullptr;
    QComboBox* m_newKind = nullptr;
    QPushButton* m_add = nullptr;
    QPushButton* m_remove = nullptr;
    QWidget* m_panelForm = nullptr;
    QComboBox* m_kind = nullptr;
    QDoubleSpinBox* m_x = nullptr;
    QDoubleSpinBox* m_y = nullptr;
    QDoubleSpinBox* m_panelWidth = nullptr;
    QDoubleSpinBox* m_panelHeight = nullptr;
    QLineEdit* m_letter = nullptr;
    QListWidget* m_observers = nullptr;
    FigurePartForm* m_part = nullptr; // a child
    QComboBox* m_preset = nullptr;
    QDoubleSpinBox* m_width = nullptr;
    QDoubleSpinBox* m_height = nullptr;
    QSpinBox* m_columns = nullptr;
    QPushButton* m_arrange = nullptr;
    QComboBox* m_style = nullptr;
    QDoubleSpinBox* m_fontSize = nullptr;
    QDoubleSpinBox* m_lineWidth = nullptr;
    QComboBox* m_palette = nullptr;
    QCheckBox* m_letters = nullptr;
    QCheckBox* m_bold = nullptr;
    QCheckBox* m_upperCase = nullptr;
    QDoubleSpinBox* m_letterSize = nullptr;
    QCheckBox* m_sharedAxes = nullptr;
    QCheckBox* m_sharedKey = nullptr;
    QComboBox* m_textAs = nullptr;
    QDoubleSpinBox* m_dpi = nullptr;
    QCheckBox* m_opaque = nullptr;
    QComboBox* m_zoom = nullptr;
    QComboBox* m_vision = nullptr;
    QLabel* m_size = nullptr;
    QLabel* m_remarks = nullptr;
    QPlainTextEdit* m_caption = nullptr;
    QLineEdit* m_file = nullptr;
    QPushButton* m_browse = nullptr;
    QPushButton* m_open = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_export = nullptr;
    QLabel* m_error = nullptr;
};

} // namespace learnscope
