#include "app/window/mappingcommands.h"

#include "app/actions/actions.h"
#include "app/window/layoutsdialog.h"
#include "app/window/mappingdialog.h"
#include "app/window/noticebar.h"
#include "app/workspace/preferences.h"
#include "widgets/observers/observerpanel.h"

#include <QAction>
#include <QFileInfo>

#include <algorithm>

namespace learnscope {

namespace {
QString nameOf(const std::string& file)
{
    return QFileInfo(QString::fromStdString(file)).fileName();
}
} // namespace

TrialMapping firstMapping(const std::vector<std::string>& header)
{
    TrialMapping mapping = guessedMapping(header);
    // A column of the schema's name is read as it stands, where nothing else is said.
    for (std::size_t place = 0; place < trialColumnNames.size(); ++place)
        if (mapping.sources[place].column == trialColumnNames[place])
            mapping.sources[place] = {};
    return mapping;
}

MappingCommands::MappingCommands(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
    m_parts.workspace.setRememberedLayouts(m_parts.preferences.columnLayouts());
    connect(&m_parts.workspace, &Workspace::foreignTablesChanged, this, &MappingCommands::refreshNotice);
    connect(m_parts.actions[ActionId::MapColumns], &QAction::triggered, this, [this] {
        if (const int place = m_parts.observers.currentPlace(); place >= 0)
            mapObserver(place);
    });
    connect(m_parts.actions[ActionId::ColumnLayouts], &QAction::triggered, this,
            &MappingCommands::showLayouts);
    for (const ActionId id : {ActionId::MapColumns, ActionId::ColumnLayouts})
        m_parts.window.addAction(m_parts.actions[id]);
    refreshNotice();
}

MappingDialog* MappingCommands::dialog() const
{
    return m_dialog;
}

QString MappingCommands::noticeKey()
{
    return QStringLiteral("columns");
}

void MappingCommands::refreshNotice()
{
    constexpr qsizetype mostNames = 3;
    const auto& tables = m_parts.workspace.foreignTables();
    if (tables.empty())
        return m_parts.notices.remove(noticeKey());
    QStringList names;
    for (const Workspace::ForeignTable& table : tables)
        names << nameOf(table.file);
    const QString text = names.size() == 1
        ? tr("%1 has other columns than a trial table. Say which of them is what to read it.")
              .arg(names.first())
        : tr("%L1 tables have other columns than a trial table: %2. Say which of them is what to read them.")
              .arg(names.size())
              .arg(names.mid(0, mostNames).join(QStringLiteral(", "))
                   + (names.size() > mostNames ? QStringLiteral(", ...") : QString()));
    m_parts.notices.post(noticeKey(), text, {{tr("&Map columns..."), [this] { mapForeign(); }}});
}

void MappingCommands::mapForeign()
{
    if (const auto& tables = m_parts.workspace.foreignTables(); !tables.empty())
        ask({tables.front().file, std::nullopt});
}

void MappingCommands::mapObserver(int place)
{
    const std::string& file = m_parts.workspace.observers().observer(place).file;
    if (!file.empty())
        ask({file, m_parts.workspace.mapping(place)});
}

void MappingCommands::ask(const Asked& asked)
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    m_parts.workspace.runner().start<TrialPreview>(
        tr("Look at %1").arg(nameOf(asked.file)),
        [file = asked.file](JobContext&) { return previewTrials(file); },
        [this, asked](const JobResult<TrialPreview>& preview) -> JobEnd {
            if (preview) {
                openDialog(asked, **preview);
                return {};
            }
            if (preview.error().kind == Error::Kind::Cancelled)
                return {JobModel::State::Cancelled};
            Error error = preview.error();
            error.where.file = asked.file;
            m_parts.workspace.problems().append(error);
            return {JobModel::State::Failed};
        },
        JobRunner::Listing::WhenLong);
}

void MappingCommands::openDialog(const Asked& asked, const TrialPreview& preview)
{
    if (m_dialog)
        return;
    m_dialog = new MappingDialog(
        {asked.file, preview, asked.mapping ? *asked.mapping : firstMapping(preview.header), !asked.mapping},
        m_parts.workspace.threads(), &m_parts.window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &QDialog::accepted, this,
            [this, file = asked.file, columns = preview.header] { accept(file, columns); });
    m_dialog->open();
    Q_EMIT dialogOpened();
}

void MappingCommands::accept(const std::string& file, const std::vector<std::string>& columns)
{
    const RememberedLayout layout {columns, m_dialog->mapping()};
    if (m_dialog->isRemembered()) {
        m_parts.preferences.rememberColumnLayout(layout);
        m_parts.workspace.setRememberedLayouts(m_parts.preferences.columnLayouts());
    }
    std::vector<std::string> files {file};
    for (const Workspace::ForeignTable& table : m_parts.workspace.foreignTables())
        if (table.file != file && layout.fits(table.columns))
            files.push_back(table.file); // of the same question
    for (const std::string& each : files)
        m_parts.workspace.openMapped(each, layout.mapping);
}

void MappingCommands::showLayouts()
{
    auto* dialog = new LayoutsDialog(m_parts.preferences.columnLayouts(), &m_parts.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &LayoutsDialog::layoutsChanged, this,
            [this](const std::vector<RememberedLayout>& layouts) {
                m_parts.preferences.setColumnLayouts(layouts);
                m_parts.workspace.setRememberedLayouts(layouts);
            });
    dialog->open();
}

} // namespace learnscope
