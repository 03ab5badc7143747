#include "app/window/representationcommands.h"

#include "app/window/arraydialog.h"
#include "app/workspace/workspace.h"
#include "widgets/observers/observerpanel.h"
#include "widgets/representations/representationpanel.h"

#include <QActionGroup>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

namespace learnscope {

RepresentationCommands::RepresentationCommands(Workspace& workspace, RepresentationPanel& panel,
                                               ObserverPanel& observers, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_panel(panel)
    , m_observers(observers)
{
    connect(&panel, &RepresentationPanel::openRequested, this, &RepresentationCommands::openFiles);
    connect(&panel, &RepresentationPanel::contextMenuRequested, this, &RepresentationCommands::showMenu);
    connect(&panel, &RepresentationPanel::removeRequested, this,
            [this](int place) { m_workspace.representations().remove(place); });
}

void RepresentationCommands::fill(QMenu& menu) const
{
    auto* self = const_cast<RepresentationCommands*>(this);
    menu.addAction(tr("&Open representations..."), self, &RepresentationCommands::openFiles)
        ->setToolTip(tr("Embeddings, features of networks, similarity matrices or triplets"));
    QAction* ofObserver = menu.addAction(tr("&Matrix of the observer's answers"), self,
                                         &RepresentationCommands::addMatrixOfAnswers);
    ofObserver->setToolTip(tr("How rarely the current observer takes one class for another, as a matrix"));
    ofObserver->setEnabled(m_observers.currentPlace() >= 0);
    menu.addAction(tr("&Pictures of items..."), self, &RepresentationCommands::openPictures)
        ->setToolTip(tr("A folder with a picture of each item, called as the item is"));
    if (!m_workspace.representations().picturesFolder().empty())
        menu.addAction(tr("Pictures from the &stimuli again"), self,
                       [self] { self->m_workspace.representations().openPictures({}); });
    const int place = m_panel.currentPlace();
    if (place >= 0) {
        menu.addSeparator();
        fillCurrent(menu, place);
    }
}

void RepresentationCommands::fillCurrent(QMenu& menu, int place) const
{
    auto* self = const_cast<RepresentationCommands*>(this);
    RepresentationModel& model = m_workspace.representations().model();
    const OpenRepresentation& open = model.at(place);
    const std::string name = open.name;
    // The list may change while the menu is open.
    const auto onIt = [self, name](auto act) {
        return [self, name, act] {
            RepresentationModel& now = self->m_workspace.representations().model();
            if (const int at = now.placeOf(name); at >= 0)
                act(now, at);
        };
    };
    menu.addAction(tr("&Rename"), &m_panel, &RepresentationPanel::renameCurrent);
    if (open.file() && open.file()->as == RepresentationKind::Embedding) {
        QMenu* measures = menu.addMenu(tr("&Compare rows by"));
        auto* group = new QActionGroup(measures);
        for (const PairMeasure measure : allPairMeasures()) {
            QAction* action = measures->addAction(
                pairMeasureTitle(measure), self,
                onIt([measure](RepresentationModel& now, int at) { now.setMeasure(at, measure); }));
            action->setCheckable(true);
            action->setChecked(measure == open.measure);
            group->addAction(action);
        }
    }
    QAction* reference = menu.addAction(tr("Re&ference"), self, onIt([](RepresentationModel& now, int at) {
                                            now.setReference(at, !now.at(at).isReference);
                                        }));
    reference->setToolTip(tr("Human judgements, which the others are held against"));
    reference->setCheckable(true);
    reference->setChecked(open.isReference);
    if (const RepresentationOfTrials* trials = open.trials()) {
        QMenu* phases = menu.addMenu(tr("&Trials"));
        for (const Phase phase : {Phase::Test, Phase::Train}) {
            RepresentationOfTrials origin = *trials;
            origin.phase = phase;
            QAction* action = phases->addAction(
                phase == Phase::Test ? tr("Test") : tr("Training"), self,
                onIt([origin](RepresentationModel& now, int at) { now.setOrigin(at, origin); }));
            action->setCheckable(true);
            action->setChecked(trials->phase == phase);
        }
        QMenu* epochs = menu.addMenu(tr("&Epoch"));
        const auto addEpoch = [&](const QString& text, std::optional<std::int32_t> epoch) {
            RepresentationOfTrials origin = *trials;
            origin.epoch = epoch;
            QAction* action = epochs->addAction(
                text, self, onIt([origin](RepresentationModel& now, int at) { now.setOrigin(at, origin); }));
            action->setCheckable(true);
            action->setChecked(trials->epoch == epoch);
        };
        addEpoch(tr("The last one"), {});
        const ObserverModel& observers = m_workspace.observers();
        if (const int at = observers.placeOf(trials->observer); at >= 0) {
            std::set<std::int32_t> known;
            for (const AccuracyCell& cell : observers.cells(at))
                if (cell.phase == trials->phase)
                    known.insert(cell.epoch);
            for (const std::int32_t epoch : known)
                addEpoch(QString::number(epoch), epoch);
        }
    } else {
        menu.addAction(tr("&Names and kind..."), self,
                       onIt([self](RepresentationModel&, int at) { self->describeArray(at); }));
        menu.addAction(tr("Read the file &again"), self, onIt([self](RepresentationModel&, int at) {
                           self->m_workspace.representations().reload(at);
                       }));
    }
    QAction* up = menu.addAction(tr("Move &up"), self,
                                 onIt([](RepresentationModel& now, int at) { now.move(at, at - 1); }));
    up->setEnabled(place > 0);
    menu.addAction(tr("C&lose"), self, onIt([self](RepresentationModel&, int at) {
                       self->m_workspace.representations().remove(at);
                   }));
}

void RepresentationCommands::showMenu(const QPoint& globalPosition)
{
    auto* menu = new QMenu(&m_panel);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    if (m_panel.currentPlace() >= 0)
        fillCurrent(*menu, m_panel.currentPlace());
    menu->popup(globalPosition);
}

void RepresentationCommands::openFiles()
{
    auto* dialog = new QFileDialog(&m_panel, tr("Open representations"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters({tr("Arrays (*.npy *.npz *.csv *.tsv *.txt *.mat *.h5 *.hdf5 *.pt *.pth "
                               "*.safetensors *.json)"),
                            tr("All files (*)")});
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& paths) {
        if (paths.size() == 1)
            return ArrayDialog::openOrAsk(m_workspace, paths.front(), m_panel.window());
        for (const QString& path : paths)
            m_workspace.representations().open(QFileInfo(path).absoluteFilePath().toStdString());
    });
    dialog->open();
}

void RepresentationCommands::openPictures()
{
    auto* dialog = new QFileDialog(&m_panel, tr("Pictures of items"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        m_workspace.representations().openPictures(QFileInfo(folder).absoluteFilePath().toStdString());
    });
    dialog->open();
}

void RepresentationCommands::addMatrixOfAnswers()
{
    const int place = m_observers.currentPlace();
    if (place < 0)
        return;
    const Observer& observer = m_workspace.observers().observer(place);
    m_workspace.representations().addOfTrials(
        {observer.name}, tr("Answers of %1").arg(QString::fromStdString(observer.label)).toStdString());
}

void RepresentationCommands::describeArray(int place)
{
    const RepresentationFile* file = m_workspace.representations().model().at(place).file();
    if (file)
        ArrayDialog::ask(m_workspace, *file, m_panel.window());
}

} // namespace learnscope
