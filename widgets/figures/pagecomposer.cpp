#include "widgets/figures/pagecomposer.h"

#include "core/base/filewriter.h"
#include "widgets/common/colorvision.h"
#include "widgets/common/theme.h"
#include "widgets/figures/figureinput.h"
#include "widgets/figures/figurepartform.h"
#include "widgets/figures/figurerecord.h"
#include "widgets/figures/journals.h"
#include "widgets/figures/pagecanvas.h"
#include "widgets/figures/pagefile.h"
#include "widgets/jobs/runjob.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QTabWidget>
#include <QUndoCommand>
#include <QVBoxLayout>

namespace learnscope {

namespace {
QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

QString observerLabel(const Observer& observer)
{
    return text(observer.label.empty() ? observer.name : observer.label);
}
} // namespace

/// The page before and after a step.
class PageComposer::Change : public QUndoCommand
{
public:
    Change(PageComposer& composer, const QString& name, FigurePage after, int kind)
        : QUndoCommand(name)
        , m_composer(composer)
        , m_before(composer.m_page)
        , m_after(std::move(after))
        , m_kind(kind)
    {
    }

    void undo() override { m_composer.showPage(m_before); }
    void redo() override { m_composer.showPage(m_after); }
    int id() const override { return m_kind == 0 ? -1 : m_kind; }
    bool mergeWith(const QUndoCommand* later) override
    {
        m_after = static_cast<const Change*>(later)->m_after;
        setObsolete(m_after == m_before);
        return true;
    }

private:
    PageComposer& m_composer;
    FigurePage m_before;
    FigurePage m_after;
    int m_kind;
};

PageComposer::PageComposer(FigureInput input, const FigurePage& page, QWidget* parent)
    : QDialog(parent)
    , m_input(std::make_shared<const FigureInput>(std::move(input)))
    , m_page(page)
{
    setWindowTitle(tr("Compose page"));
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    m_side = new QWidget(this);
    m_side->setFixedWidth(300);
    auto* sideLayout = new QVBoxLayout(m_side);
    sideLayout->setContentsMargins(0, 0, 0, 0);
    auto* tabs = new QTabWidget(m_side);
    tabs->addTab(buildPanelsTab(), tr("Panels"));
    tabs->addTab(buildPageTab(), tr("Page"));
    tabs->addTab(buildFileTab(), tr("File"));
    sideLayout->addWidget(tabs);
    auto* right = new QVBoxLayout;
    right->setSpacing(8);
    buildPreview(right);
    auto* top = new QHBoxLayout;
    top->setSpacing(16);
    top->addWidget(m_side);
    top->addLayout(right, 1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 16);
    all->setSpacing(12);
    all->addLayout(top, 1);
    buildButtons(all);
    m_renderer = new FigureRenderer(*m_canvas, this);
    setFile(QStringLiteral("page.pdf"));
    connectAll();
    resize(1120, 760);
    showPage(m_page);
    m_canvas->select(m_page.panels.empty() ? PageCanvas::nothing : 0);
}

PageComposer::~PageComposer()
{
    m_undo.disconnect(this);
    delete m_renderer; // before the canvas that it draws for
    m_renderer = nullptr;
}

void PageComposer::connectAll()
{
    connect(m_renderer, &FigureRenderer::rendered, this, &PageComposer::showRendered);
    connect(m_canvas, &FigurePreview::pictureSizeChanged, this, &PageComposer::refresh);
    connect(m_canvas, &PageCanvas::selectedChanged, this, [this](int element) {
        if (element < m_panels->count())
            m_panels->setCurrentRow(element);
        fillPanelForm();
    });
    connect(m_canvas, &PageCanvas::frameEdited, this, &PageComposer::moveElement);
    connect(m_canvas, &PageCanvas::removeRequested, this, &PageComposer::removePanel);
    connect(m_panels, &QListWidget::currentRowChanged, this, [this](int row) {
        if (!m_isFilling && row >= 0)
            m_canvas->select(row);
    });
    connect(m_add, &QPushButton::clicked, this, &PageComposer::addPanel);
    connect(m_remove, &QPushButton::clicked, this, [this] { removePanel(m_canvas->selected()); });
    connectForms();
    connect(m_zoom, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_canvas->setZoom(index == 0 ? std::nullopt : std::optional(m_canvas->actualSize() * index));
    });
    connect(m_vision, &QComboBox::currentIndexChanged, this, &PageComposer::showPicture);
    connect(m_textAs, &QComboBox::currentIndexChanged, this, &PageComposer::showRemarks);
    connect(m_dpi, &QDoubleSpinBox::valueChanged, this, &PageComposer::showRemarks);
    connect(m_file, &QLineEdit::textChanged, this, [this] {
        showError({});
        showRemarks();
    });
    connect(m_browse, &QPushButton::clicked, this, [this] {
        const QString chosen = QFileDialog::getSaveFileName(this, tr("Export page"), m_file->text(),
                                                            tr("Figures (*.pdf *.svg *.png *.tiff *.tif)"),
                                                            nullptr, QFileDialog::DontConfirmOverwrite);
        if (!chosen.isEmpty())
            setFile(chosen);
    });
    connect(m_open, &QPushButton::clicked, this, &PageComposer::openPage);
    connect(m_save, &QPushButton::clicked, this, &PageComposer::savePage);
}

void PageComposer::change(const QString& name, const FigurePage& page, int kind)
{
    if (page != m_page)
        m_undo.push(new Change(*this, name, page, kind));
}

void PageComposer::setPage(const FigurePage& page)
{
    m_undo.clear();
    showPage(page);
}

void PageComposer::setInput(FigureInput input)
{
    m_input = std::make_shared<const FigureInput>(std::move(input));
    fillForms();
    refresh();
}

void PageComposer::setNetworks(const std::vector<NetworkFacts>& networks)
{
    m_networks = networks;
    refresh();
}

void PageComposer::setFile(const QString& file)
{
    m_file->setText(file);
}

void PageComposer::showPage(const FigurePage& page)
{
    m_page = page;
    m_canvas->setComposed(m_page);
    fillForms();
    refresh();
    Q_EMIT pageChanged();
}

void PageComposer::fillForms()
{
    m_isFilling = true;
    m_panels->clear();
    for (std::size_t index = 0; index < m_page.panels.size(); ++index) {
        const QString letter = text(letterOf(m_page, index));
        const QString title = figureTitle(m_page.panels[index].kind);
        m_panels->addItem(letter.isEmpty() ? title : tr("%1  %2").arg(letter, title));
    }
    m_width->setValue(m_page.width);
    m_height->setValue(m_page.height);
    m_style->setCurrentIndex(static_cast<int>(m_page.style));
    m_fontSize->setValue(m_page.fontSize);
    m_lineWidth->setValue(m_page.lineWidth);
    m_palette->setCurrentIndex(m_palette->findData(static_cast<int>(m_page.palette)));
    m_letters->setChecked(m_page.letters.shown);
    m_bold->setChecked(m_page.letters.bold);
    m_upperCase->setChecked(m_page.letters.upperCase);
    m_letterSize->setValue(m_page.letters.size);
    m_sharedAxes->setChecked(m_page.sharedAxes);
    m_sharedKey->setChecked(m_page.sharedKey);
    const bool ours = m_page.style == FigureStyle::Publication;
    for (QWidget* widget :
         std::initializer_list<QWidget*> {m_fontSize, m_lineWidth, m_palette, m_sharedAxes, m_sharedKey})
        widget->setEnabled(ours);
    for (QWidget* widget : std::initializer_list<QWidget*> {m_bold, m_upperCase, m_letterSize})
        widget->setEnabled(m_page.letters.shown);
    m_isFilling = false;
    fillPanelForm();
}

void PageComposer::fillPanelForm()
{
    m_isFilling = true;
    const int element = m_canvas->selected();
    const bool isPanel = element >= 0 && std::size_t(element) < m_page.panels.size();
    const QRectF frame = m_canvas->frameOf(element);
    m_panelForm->setEnabled(element != PageCanvas::nothing);
    m_remove->setEnabled(isPanel);
    for (QWidget* widget : std::initializer_list<QWidget*> {m_kind, m_letter, m_observers})
        widget->setEnabled(isPanel);
    m_part->setEnabled(isPanel);
    m_panels->setCurrentRow(isPanel ? element : -1);
    m_x->setValue(frame.left());
    m_y->setValue(frame.top());
    m_panelWidth->setValue(frame.width());
    m_panelHeight->setValue(frame.height());
    const QSignalBlocker quiet(m_observers);
    m_observers->clear();
    if (isPanel) {
        const PagePanel& panel = m_page.panels[std::size_t(element)];
        m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(panel.kind)));
        m_part->setKind(panel.kind);
        m_part->setPart(panel.part);
        if (const QString letter = text(letterOf(m_page, std::size_t(element))); letter != m_letter->text())
            m_letter->setText(letter);
        for (const ObserverCurves& curves : m_input->curves.observers) {
            auto* item = new QListWidgetItem(observerLabel(curves.observer), m_observers);
            item->setData(Qt::UserRole, text(curves.observer.name));
            const bool shown = panel.observers.empty()
                || std::find(panel.observers.begin(), panel.observers.end(), curves.observer.name)
                    != panel.observers.end();
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            item->setCheckState(shown ? Qt::Checked : Qt::Unchecked);
        }
    }
    m_isFilling = false;
}

void PageComposer::openPage()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Open a page"),
                                                      QFileInfo(m_file->text()).path(), tr("Pages (*.json)"));
    if (!file.isEmpty())
        openPageFile(file);
}

void PageComposer::savePage()
{
    const QFileInfo figure(m_file->text());
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Save the page"), figure.dir().filePath(figure.completeBaseName() + QStringLiteral(".json")),
        tr("Pages (*.json)"));
    if (!file.isEmpty())
        savePageFile(file);
}

bool PageComposer::openPageFile(const QString& file)
{
    const auto read = readPageFile(file.toStdString());
    if (!read) {
        showError(text(read.error().toString()));
        return false;
    }
    showError({});
    change(tr("open %1").arg(QFileInfo(file).fileName()), read->page);
    return true;
}

bool PageComposer::savePageFile(const QString& file)
{
    setBusy(true);
    auto* watcher = new QFutureWatcher<JobResult<QString>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        setBusy(false);
        if (const JobResult<QString> saved = watcher->result(); !saved)
            showError(text(saved.error().toString()));
    });
    const auto work = [input = m_input, page = m_page, networks = m_networks,
                       file](JobContext&) -> Result<QString> {
        const std::filesystem::path path = file.toStdString();
        const std::string json = pageFileJson(pageFileOf(page, *input, networks), path);
        if (const Result<void> written = writeFileAtomically(path, json); !written)
            return tl::unexpected(written.error());
        return file;
    };
    watcher->setFuture(runJob<QString>(m_renderer->pool(), work));
    return true;
}

void PageComposer::refresh()
{
    if (!m_renderer)
        return;
    m_isRendering = true;
    if (m_page.panels.empty()) {
        m_isRendering = false;
        m_rendered = nullptr;
        m_canvas->FigurePreview::setPage({}, tr("The page is empty: add a panel."));
        return setBusy(m_busy);
    }
    const auto layout = [page = m_page, networks = m_networks](FigureInput& input,
                                                               JobContext& context) -> Result<FigureScene> {
        if (const Result<void> computed = addAnalysis(input, partsForPage(page), context); !computed)
            return tl::unexpected(computed.error());
        return layOutPage(page, input, networks);
    };
    m_renderer->render(m_input, layout);
}

void PageComposer::showRendered(const Result<std::shared_ptr<const RenderedFigure>>& figure)
{
    m_isRendering = false;
    m_rendered = figure.value_or(nullptr);
    if (figure) {
        if (!m_input->analysis
            && m_rendered->input->curves.observers.size() == m_input->curves.observers.size())
            m_input = m_rendered->input; // with what was computed
        const FigureScene& scene = m_rendered->scene;
        showPicture();
        m_canvas->FigurePreview::setPage(QSizeF(scene.width, scene.height));
        m_canvas->setComposed(m_page);
        m_size->setText(tr("%1 × %2 mm").arg(scene.width, 0, 'f', 1).arg(scene.height, 0, 'f', 1));
        if (const QString caption = text(scene.caption); caption != m_caption->toPlainText())
            m_caption->setPlainText(caption);
        if (m_error->property("fromLayout").toBool())
            showError({});
    } else { // the panels can still be moved to where they fit
        m_canvas->setPicture({});
        m_canvas->FigurePreview::setPage(QSizeF(m_page.width, m_page.height));
        m_canvas->setComposed(m_page);
        m_caption->clear();
        showError(text(figure.error().toString()));
        m_error->setProperty("fromLayout", true);
    }
    showRemarks();
    setBusy(m_busy);
}

void PageComposer::showPicture()
{
    if (m_rendered)
        m_canvas->setPicture(
            seenBy(allColorVisions[static_cast<std::size_t>(m_vision->currentIndex())], m_rendered->picture));
}

void PageComposer::showRemarks()
{
    QStringList remarks;
    if (m_rendered) {
        for (const std::string& note : m_rendered->scene.notes)
            remarks << text(note);
        const auto preset = journalPresetFromId(m_preset->currentData().toString().toStdString());
        if (m_preset->currentIndex() > 0 && preset)
            for (const std::string& remark : remarksOn(m_rendered->scene, output(), *preset))
                remarks << text(remark);
    }
    m_remarks->setText(remarks.join(QLatin1Char('\n')));
    m_remarks->setAccessibleName(m_remarks->text());
    m_remarks->setVisible(!remarks.isEmpty());
}

void PageComposer::showError(const QString& reason)
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, Theme::of(this).wrong);
    m_error->setPalette(colors);
    m_error->setText(reason);
    m_error->setAccessibleName(reason);
    m_error->setVisible(!reason.isEmpty());
    m_error->setProperty("fromLayout", false);
}

void PageComposer::setBusy(bool busy)
{
    m_busy = busy;
    for (QWidget* widget : std::initializer_list<QWidget*> {m_side, m_file, m_browse})
        widget->setEnabled(!busy);
    m_export->setEnabled(!busy && m_rendered);
}

FigureOutput PageComposer::output() const
{
    FigureOutput output;
    output.format = figureFormatFromName(QFileInfo(m_file->text().trimmed()).suffix().toStdString())
                        .value_or(FigureFormat::Pdf);
    output.dpi = m_dpi->value();
    output.textAs = static_cast<TextAs>(m_textAs->currentIndex());
    output.opaque = m_opaque->isChecked();
    return output;
}

void PageComposer::exportFigure()
{
    if (m_busy || !m_rendered)
        return;
    const QFileInfo info(m_file->text().trimmed());
    if (const auto format = figureFormatFromName(info.suffix().toStdString());
        !format || info.completeBaseName().isEmpty())
        return showError(tr("Expected a file name that ends with .pdf, .svg, .png or .tiff."));
    if (info.exists() && !info.isDir()
        && QMessageBox::question(this, tr("Export page"), tr("Replace %1?").arg(info.fileName()),
                                 QMessageBox::Yes | QMessageBox::Cancel, QMessageBox::Cancel)
            != QMessageBox::Yes)
        return;
    write(info.filePath());
}

void PageComposer::write(const QString& file)
{
    setBusy(true);
    showError({});
    auto* watcher = new QFutureWatcher<JobResult<QString>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        setBusy(false);
        const JobResult<QString> written = watcher->result();
        if (!written)
            return showError(text(written.error().toString()));
        Q_EMIT exported(**written);
    });
    const auto work = [input = m_input, page = m_page, networks = m_networks, output = output(),
                       file](JobContext& context) -> Result<QString> {
        FigureInput complete = *input;
        if (const Result<void> computed = addAnalysis(complete, partsForPage(page), context); !computed)
            return tl::unexpected(computed.error());
        const Result<FigureScene> scene = layOutPage(page, complete, networks);
        if (!scene)
            return tl::unexpected(scene.error());
        const FigureFiles files {file.toStdString(),
                                 recordJson(makeRecord(page, complete, networks, *scene))};
        if (const Result<void> written = writeFigureFiles(files, *scene, output); !written)
            return tl::unexpected(written.error());
        return file;
    };
    watcher->setFuture(runJob<QString>(m_renderer->pool(), work));
}

void PageComposer::reject()
{
    if (!m_busy) // a file is written in moments
        QDialog::reject();
}

bool PageComposer::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_scroll->viewport() && event->type() == QEvent::Resize)
        m_canvas->setViewport(m_scroll->maximumViewportSize());
    return QDialog::eventFilter(watched, event);
}

} // namespace learnscope
