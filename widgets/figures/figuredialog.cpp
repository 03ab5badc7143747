#include "widgets/figures/figuredialog.h"

#include "widgets/common/colorvision.h"
#include "widgets/common/theme.h"
#include "widgets/figures/figureinput.h"
#include "widgets/figures/figurepartform.h"
#include "widgets/figures/figurepreview.h"
#include "widgets/figures/figurerecord.h"
#include "widgets/figures/figures.h"
#include "widgets/figures/journals.h"
#include "widgets/jobs/runjob.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace learnscope {

namespace {
QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}
} // namespace

FigureDialog::FigureDialog(FigureInput input, FigureKind kind, QWidget* parent)
    : QDialog(parent)
    , m_input(std::make_shared<const FigureInput>(std::move(input)))
{
    setWindowTitle(tr("Export figure"));
    m_side = new QWidget(this);
    auto* side = new QVBoxLayout(m_side);
    side->setContentsMargins(0, 0, 0, 0);
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setVerticalSpacing(8);
    buildForm(form, kind);
    side->addLayout(form);
    side->addStretch();
    m_side->setFixedWidth(280);

    auto* right = new QWidget(this);
    buildPreview(right);
    auto* top = new QHBoxLayout;
    top->setSpacing(16);
    top->addWidget(m_side);
    top->addWidget(right, 1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 16);
    all->setSpacing(12);
    all->addLayout(top, 1);
    buildFileRow(this);
    m_renderer = new FigureRenderer(*m_preview, this);

    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(kind)));
    setFile(text(toString(kind)));
    m_part->setKind(kind);
    connectAll();
    updateEnabled();
    resize(980, 660);
    refresh();
}

FigureDialog::~FigureDialog()
{
    delete m_renderer; // before the preview that it draws for
}

void FigureDialog::connectAll()
{
    const auto changed = [this] {
        m_part->setKind(this->kind());
        updateEnabled();
        refresh();
    };
    connect(m_part, &FigurePartForm::edited, this, changed);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this, changed] {
        const QFileInfo info(file());
        for (const FigureKind other : kindsLike(kind()))
            if (info.completeBaseName() == text(toString(other))) // a name we gave
                m_file->setText(QDir::cleanPath(info.path() + QLatin1Char('/') + text(toString(kind()))));
        updateEnding();
        changed();
    });
    connect(m_style, &QComboBox::currentIndexChanged, this, changed);
    connect(m_preset, &QComboBox::activated, this, &FigureDialog::choosePreset);
    connect(m_palette, &QComboBox::currentIndexChanged, this, changed);
    connect(m_opaque, &QCheckBox::toggled, this, &FigureDialog::refresh);
    connect(m_vision, &QComboBox::currentIndexChanged, this, &FigureDialog::showPicture);
    connect(m_textAs, &QComboBox::currentIndexChanged, this, &FigureDialog::showRemarks);
    connect(m_dpi, &QDoubleSpinBox::valueChanged, this, &FigureDialog::showRemarks);
    for (QDoubleSpinBox* box : {m_width, m_height, m_fontSize, m_lineWidth})
        connect(box, &QDoubleSpinBox::valueChanged, this, changed);
    connect(m_format, &QComboBox::currentIndexChanged, this, [this] {
        updateEnding();
        updateEnabled();
        showRemarks();
    });
    connect(m_file, &QLineEdit::textChanged, this, [this] { showError({}); });
    connect(m_file, &QLineEdit::editingFinished, this, [this] {
        if (const auto format = figureFormatFromName(QFileInfo(m_file->text()).suffix().toStdString()))
            m_format->setCurrentIndex(static_cast<int>(*format));
    });
    connect(m_browse, &QPushButton::clicked, this, &FigureDialog::browse);
    connect(m_renderer, &FigureRenderer::rendered, this, &FigureDialog::showPage);
    connect(m_preview, &FigurePreview::pictureSizeChanged, this, &FigureDialog::refresh);
    const auto zoomTo = [this](int index) {
        m_preview->setZoom(index == 0 ? std::nullopt : std::optional(m_preview->actualSize() * index));
    };
    connect(m_zoom, &QComboBox::currentIndexChanged, this, zoomTo);
    for (int index = 0; index < m_zoom->count(); ++index) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_0 + index)), this);
        connect(shortcut, &QShortcut::activated, m_zoom, [this, index] { m_zoom->setCurrentIndex(index); });
    }
}

void FigureDialog::updateEnabled()
{
    const bool pixels = m_format->currentIndex() >= static_cast<int>(FigureFormat::Png);
    const bool hasPublished = figureHasStyle(kind(), FigureStyle::AsPublished);
    if (auto* styles = qobject_cast<QStandardItemModel*>(m_style->model()))
        styles->item(static_cast<int>(FigureStyle::AsPublished))->setEnabled(hasPublished);
    if (!hasPublished) {
        const QSignalBlocker own(m_style);
        m_style->setCurrentIndex(static_cast<int>(FigureStyle::Publication));
    }
    const bool published = m_style->currentIndex() == static_cast<int>(FigureStyle::AsPublished);
    m_dpi->setEnabled(pixels && !m_busy);
    m_textAs->setEnabled(!pixels && !m_busy);
    m_opaque->setEnabled(!pixels && !m_busy);
    for (QWidget* ours : std::initializer_list<QWidget*> {m_fontSize, m_lineWidth, m_palette})
        ours->setEnabled(!published && !m_busy);
    if (isOfRepresentations(kind())) // they have colours of their own
        m_palette->setEnabled(false);
    m_export->setEnabled(m_page && !m_busy);
}

void FigureDialog::setPart(const FigurePart& part)
{
    m_part->setPart(part);
    refresh();
}

void FigureDialog::choosePreset(int index)
{
    const auto preset = journalPresetFromId(m_preset->itemData(index).toString().toStdString());
    if (index > 0 && preset) {
        m_width->setValue(preset->width);
        m_fontSize->setValue(preset->fontSize);
        m_dpi->setValue(preset->dpi);
        m_textAs->setCurrentIndex(static_cast<int>(preset->textAs));
    }
    showRemarks();
}

FigureKind FigureDialog::kind() const
{
    return static_cast<FigureKind>(m_kind->currentData().toInt());
}

FigureRequest FigureDialog::request() const
{
    FigureRequest request;
    request.kind = kind();
    request.style = static_cast<FigureStyle>(m_style->currentIndex());
    request.width = m_width->value();
    request.height = m_height->value() < 20 ? 0 : m_height->value();
    request.fontSize = m_fontSize->value();
    request.lineWidth = m_lineWidth->value() < .1 ? 0 : m_lineWidth->value();
    request.palette = static_cast<FigurePalette>(m_palette->currentData().toInt());
    request.networks = m_networks;
    learnscope::setPart(request, m_part->part().value_or(FigurePart()));
    return request;
}

FigureDialogSettings FigureDialog::settings() const
{
    FigureDialogSettings settings;
    const FigureRequest asked = request();
    settings.preset = m_preset->currentData().toString().toStdString();
    settings.style = asked.style;
    settings.width = asked.width;
    settings.height = asked.height;
    settings.fontSize = asked.fontSize;
    settings.lineWidth = asked.lineWidth;
    settings.palette = asked.palette;
    settings.output = {static_cast<FigureFormat>(m_format->currentIndex()), m_dpi->value(),
                       static_cast<TextAs>(m_textAs->currentIndex()), m_opaque->isChecked()};
    settings.withData = m_withData->isChecked();
    settings.folder = QFileInfo(file()).path();
    return settings;
}

void FigureDialog::setSettings(const FigureDialogSettings& settings)
{
    m_preset->setCurrentIndex(std::max(0, m_preset->findData(QString::fromStdString(settings.preset))));
    m_style->setCurrentIndex(static_cast<int>(settings.style));
    m_width->setValue(settings.width);
    m_height->setValue(settings.height);
    m_fontSize->setValue(settings.fontSize);
    m_lineWidth->setValue(settings.lineWidth);
    m_palette->setCurrentIndex(m_palette->findData(static_cast<int>(settings.palette)));
    m_format->setCurrentIndex(static_cast<int>(settings.output.format));
    m_dpi->setValue(settings.output.dpi);
    m_textAs->setCurrentIndex(static_cast<int>(settings.output.textAs));
    m_opaque->setChecked(settings.output.opaque);
    m_withData->setChecked(settings.withData);
    if (!settings.folder.isEmpty())
        setFile(QDir(settings.folder).filePath(QFileInfo(file()).fileName()));
}

void FigureDialog::setNetworks(const std::vector<NetworkFacts>& networks)
{
    m_networks = networks;
    refresh();
}

void FigureDialog::setFile(const QString& file)
{
    m_file->setText(file);
    if (const auto format = figureFormatFromName(QFileInfo(file).suffix().toStdString()))
        m_format->setCurrentIndex(static_cast<int>(*format));
    else
        updateEnding();
}

void FigureDialog::updateEnding()
{
    QString name = m_file->text();
    const QString suffix = QFileInfo(name).suffix();
    if (figureFormatFromName(suffix.toStdString()))
        name.chop(suffix.size() + 1);
    m_file->setText(name + QLatin1Char('.')
                    + text(toString(static_cast<FigureFormat>(m_format->currentIndex()))));
}

QString FigureDialog::file() const
{
    return m_file->text().trimmed();
}

void FigureDialog::browse()
{
    const QString chosen = QFileDialog::getSaveFileName(
        this, tr("Export figure"), file(), tr("Figures (*.pdf *.svg *.png *.tiff *.tif);;All files (*)"),
        nullptr, QFileDialog::DontConfirmOverwrite);
    if (!chosen.isEmpty())
        setFile(chosen);
}

bool FigureDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_scroll->viewport() && event->type() == QEvent::Resize)
        m_preview->setViewport(m_scroll->maximumViewportSize());
    return QDialog::eventFilter(watched, event);
}

void FigureDialog::refresh()
{
    if (const auto part = m_part->part(); !part)
        return showPage(tl::unexpected(part.error()));
    if (!partsForFigure(kind()).isEmpty() && !m_input->analysis)
        m_preview->setPage({}, tr("Computing the statistics..."));
    const auto layout = [request = request()](FigureInput& input,
                                              JobContext& context) -> Result<FigureScene> {
        if (const Result<void> computed = completeInput(input, request.kind, context); !computed)
            return tl::unexpected(computed.error());
        return makeFigure(request, input);
    };
    // The statistics of another kind may take long.
    m_renderer->render(m_input, layout, m_renderedKind && m_renderedKind != kind());
    m_renderedKind = kind();
}

void FigureDialog::showPage(const Result<std::shared_ptr<const RenderedFigure>>& page)
{
    m_page = page.value_or(nullptr);
    if (page) {
        const FigureScene& scene = m_page->scene;
        m_input = m_page->input;
        showPicture();
        m_preview->setPage(QSizeF(scene.width, scene.height));
        m_size->setText(tr("%1 × %2 mm").arg(scene.width, 0, 'f', 1).arg(scene.height, 0, 'f', 1));
        if (const QString caption = QString::fromStdString(scene.caption);
            caption != m_caption->toPlainText())
            m_caption->setPlainText(caption);
        if (m_error->property("fromLayout").toBool())
            showError({});
    } else {
        const QString reason = QString::fromStdString(page.error().toString());
        m_preview->setPage({}, reason);
        m_size->clear();
        m_caption->clear();
        showError(reason);
        m_error->setProperty("fromLayout", true);
    }
    showRemarks();
    updateEnabled();
}

void FigureDialog::showPicture()
{
    if (m_page)
        m_preview->setPicture(
            seenBy(allColorVisions[static_cast<std::size_t>(m_vision->currentIndex())], m_page->picture));
}

void FigureDialog::showRemarks()
{
    QStringList remarks;
    if (const auto preset = journalPresetFromId(m_preset->currentData().toString().toStdString());
        m_preset->currentIndex() > 0 && preset && m_page)
        for (const std::string& remark : remarksOn(m_page->scene, settings().output, *preset))
            remarks << QString::fromStdString(remark);
    m_remarks->setText(remarks.join(QLatin1Char('\n')));
    m_remarks->setAccessibleName(m_remarks->text());
    m_remarks->setVisible(!remarks.isEmpty());
}

void FigureDialog::showError(const QString& reason)
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, Theme::of(this).wrong);
    m_error->setPalette(colors);
    m_error->setText(reason);
    m_error->setVisible(!reason.isEmpty());
    m_error->setAccessibleName(reason);
    m_error->setProperty("fromLayout", false);
}

void FigureDialog::exportFigure()
{
    if (m_busy || !m_page)
        return;
    const QString name = file();
    const QFileInfo info(name);
    if (info.fileName().isEmpty() || info.completeBaseName().isEmpty()) {
        showError(tr("A file name is missing."));
        m_file->setFocus();
        return;
    }
    if (info.exists() && !info.isDir()
        && QMessageBox::question(this, tr("Export figure"), tr("Replace %1?").arg(info.fileName()),
                                 QMessageBox::Yes | QMessageBox::Cancel, QMessageBox::Cancel)
            != QMessageBox::Yes)
        return;
    write(name);
}

void FigureDialog::reject()
{
    if (!m_busy) // a file is written in moments, and then the dialog closes by itself
        QDialog::reject();
}

void FigureDialog::write(const QString& name)
{
    setBusy(true);
    auto* watcher = new QFutureWatcher<JobResult<QString>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        setBusy(false);
        const JobResult<QString> result = watcher->result();
        if (!result) {
            showError(QString::fromStdString(result.error().toString()));
            return;
        }
        Q_EMIT exported(**result);
        QDialog::accept();
    });
    const auto work = [input = m_input, request = request(), settings = settings(),
                       name](JobContext&) -> Result<QString> {
        const Result<FigureScene> scene = makeFigure(request, *input);
        if (!scene)
            return tl::unexpected(scene.error());
        FigureFiles files {name.toStdString(), recordJson(makeRecord(request, *input, *scene))};
        if (settings.withData) {
            Result<std::string> numbers = figureData(request, *input);
            if (!numbers)
                return tl::unexpected(numbers.error());
            files.data = std::filesystem::path(files.figure).replace_extension(".csv");
            files.numbers = std::move(*numbers);
        }
        if (const Result<void> written = writeFigureFiles(files, *scene, settings.output); !written)
            return tl::unexpected(written.error());
        return name;
    };
    watcher->setFuture(runJob<QString>(m_renderer->pool(), work));
}

void FigureDialog::setBusy(bool busy)
{
    m_busy = busy;
    showError({});
    m_progress->setVisible(busy);
    m_side->setEnabled(!busy);
    m_file->setEnabled(!busy);
    m_browse->setEnabled(!busy);
    updateEnabled();
}

} // namespace learnscope
