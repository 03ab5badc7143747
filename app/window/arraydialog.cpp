#include "app/window/arraydialog.h"

#include "app/workspace/workspace.h"
#include "core/io/arrays/readrepresentation.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace learnscope {

namespace {
QString kindTitle(RepresentationKind kind)
{
    switch (kind) {
    case RepresentationKind::Embedding:
        return ArrayDialog::tr("Features or an embedding");
    case RepresentationKind::Matrix:
        return ArrayDialog::tr("Similarity matrix");
    case RepresentationKind::Triplets:
        break;
    }
    return ArrayDialog::tr("Odd-one-out triplets");
}

QString text(const std::string& words)
{
    return QString::fromStdString(words);
}

Result<std::vector<ListedArray>> listArrays(const std::string& path, JobContext& context)
{
    const auto file = openArrayFile(path, context);
    if (!file)
        return tl::unexpected(file.error());
    std::vector<ListedArray> arrays;
    const auto& infos = (*file)->arrays();
    for (std::size_t array = 0; array < infos.size(); ++array) {
        const ArrayInfo& info = infos[array];
        arrays.push_back({info.name, info.shapeText(), info.dtype,
                          representationKindOf(**file, array, infos.size() == 1), info.refusal});
    }
    return arrays;
}
} // namespace

ArrayDialog::ArrayDialog(std::vector<ListedArray> arrays, const RepresentationFile& chosen, bool isOne,
                         QWidget* parent)
    : QDialog(parent)
    , m_arrays(std::move(arrays))
    , m_chosen(chosen)
    , m_tree(new QTreeWidget(this))
    , m_kind(new QComboBox(this))
    , m_namesFile(new QLineEdit(text(chosen.namesFile), this))
    , m_nameColumn(new QLineEdit(text(chosen.nameColumn), this))
    , m_verdict(new QLabel(this))
{
    setWindowTitle(tr("Arrays of %1").arg(QFileInfo(text(chosen.path)).fileName()));
    resize(640, 440);
    m_tree->setHeaderLabels({tr("Array"), tr("Shape"), tr("Type"), tr("Opened as")});
    m_tree->setRootIsDecorated(false);
    m_tree->setAccessibleName(tr("Arrays of the file"));
    m_kind->setAccessibleName(tr("Open as"));
    m_kind->addItem(tr("As its shape tells"));
    for (const RepresentationKind kind :
         {RepresentationKind::Embedding, RepresentationKind::Matrix, RepresentationKind::Triplets})
        m_kind->addItem(kindTitle(kind));
    if (isOne)
        m_kind->setCurrentIndex(1 + static_cast<int>(chosen.as));
    m_kind->setEnabled(!isOne);
    m_namesFile->setPlaceholderText(tr("As the file says, or numbers"));
    m_namesFile->setAccessibleName(tr("File of names"));
    m_nameColumn->setPlaceholderText(tr("The usual one, such as uniqueID or name"));
    m_nameColumn->setAccessibleName(tr("Column of names"));
    m_verdict->setWordWrap(true);
    auto* browse = new QPushButton(tr("&Browse..."), this);
    auto* names = new QHBoxLayout;
    names->addWidget(m_namesFile, 1);
    names->addWidget(browse);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->addRow(tr("Open &as"), m_kind);
    form->addRow(tr("&Names of items from"), names);
    form->addRow(tr("&Column of names"), m_nameColumn);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Open | QDialogButtonBox::Cancel, this);
    m_accept = buttons->button(QDialogButtonBox::Open);
    if (isOne)
        m_accept->setText(tr("&Read again"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(m_tree, 1);
    layout->addLayout(form);
    layout->addWidget(m_verdict);
    layout->addWidget(buttons);
    connect(browse, &QPushButton::clicked, this, &ArrayDialog::chooseNames);
    connect(m_tree, &QTreeWidget::itemChanged, this, &ArrayDialog::refresh);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ArrayDialog::refresh);
    connect(m_namesFile, &QLineEdit::textChanged, this, &ArrayDialog::refresh);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    fillTree(isOne);
    refresh();
}

void ArrayDialog::fillTree(bool isOne)
{
    bool isAnyChecked = false;
    for (const ListedArray& array : m_arrays) {
        const bool isChosen =
            isOne ? array.name == m_chosen.dataset || m_arrays.size() == 1 : array.kind && !isAnyChecked;
        isAnyChecked = isAnyChecked || isChosen;
        auto* item = new QTreeWidgetItem(m_tree,
                                         {array.name.empty() ? tr("(the whole file)") : text(array.name),
                                          text(array.shape), text(array.dtype),
                                          !array.refusal.empty() ? text(array.refusal)
                                              : array.kind       ? kindTitle(*array.kind)
                                                                 : tr("say as what")});
        item->setCheckState(0, isChosen ? Qt::Checked : Qt::Unchecked);
        if (isOne || !array.refusal.empty())
            item->setFlags(item->flags() & ~Qt::ItemIsUserCheckable & ~Qt::ItemIsEnabled);
    }
    m_tree->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_tree->header()->setStretchLastSection(true);
}

std::vector<RepresentationFile> ArrayDialog::files() const
{
    std::vector<RepresentationFile> files;
    for (int row = 0; row < m_tree->topLevelItemCount(); ++row) {
        const ListedArray& array = m_arrays[static_cast<std::size_t>(row)];
        const bool asSaid = m_kind->currentIndex() > 0;
        if (m_tree->topLevelItem(row)->checkState(0) != Qt::Checked || (!asSaid && !array.kind))
            continue;
        const RepresentationKind kind =
            asSaid ? static_cast<RepresentationKind>(m_kind->currentIndex() - 1) : *array.kind;
        files.push_back({m_chosen.path, m_arrays.size() == 1 ? std::string() : array.name, kind,
                         m_namesFile->text().trimmed().toStdString(),
                         m_nameColumn->text().trimmed().toStdString()});
    }
    return files;
}

void ArrayDialog::refresh()
{
    const bool hasNames =
        m_namesFile->text().trimmed().isEmpty() || QFileInfo(m_namesFile->text().trimmed()).isFile();
    m_nameColumn->setEnabled(!m_namesFile->text().trimmed().isEmpty());
    const auto count = static_cast<int>(files().size());
    m_verdict->setText(!hasNames        ? tr("There is no such file of names.")
                           : count == 0 ? tr("Tick an array, and say as what it is to be opened.")
                                        : QString());
    m_verdict->setVisible(!m_verdict->text().isEmpty());
    m_accept->setEnabled(hasNames && count > 0);
}

void ArrayDialog::chooseNames()
{
    auto* dialog = new QFileDialog(this, tr("Names of items"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Text and tables (*.txt *.tsv *.csv)"), tr("All files (*)")});
    dialog->setDirectory(QFileInfo(text(m_chosen.path)).path());
    connect(dialog, &QFileDialog::fileSelected, m_namesFile, &QLineEdit::setText);
    dialog->open();
}

void ArrayDialog::list(Workspace& workspace, const RepresentationFile& file, bool isOne, QWidget* parent)
{
    using Arrays = std::vector<ListedArray>;
    const QPointer<QWidget> window(parent);
    workspace.runner().start<Arrays>(
        tr("Look into %1").arg(QFileInfo(text(file.path)).fileName()),
        [path = file.path](JobContext& context) { return listArrays(path, context); },
        [&workspace, file, isOne, window](const JobResult<Arrays>& arrays) -> JobEnd {
            if (!arrays && arrays.error().kind == Error::Kind::Cancelled)
                return {JobModel::State::Cancelled};
            if (!arrays) {
                workspace.problems().append(arrays.error());
                return {JobModel::State::Failed};
            }
            const auto candidates = std::count_if((*arrays)->begin(), (*arrays)->end(),
                                                  [](const ListedArray& array) { return array.kind; });
            if (!isOne && (candidates <= 1 || !window)) {
                workspace.representations().open(file.path); // says what is wrong where there is none
                return {};
            }
            auto* dialog = new ArrayDialog(**arrays, file, isOne, window);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, &QDialog::accepted, dialog, [&workspace, dialog] {
                for (const RepresentationFile& chosen : dialog->files())
                    workspace.representations().openArray(chosen);
            });
            dialog->open();
            return {};
        },
        JobRunner::Listing::WhenLong);
}

void ArrayDialog::openOrAsk(Workspace& workspace, const QString& path, QWidget* parent)
{
    list(workspace, {QFileInfo(path).absoluteFilePath().toStdString()}, false, parent);
}

void ArrayDialog::ask(Workspace& workspace, const RepresentationFile& file, QWidget* parent)
{
    list(workspace, file, true, parent);
}

} // namespace learnscope
