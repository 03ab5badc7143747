#pragma once

#include "core/base/error.h"
#include "core/data/stimulus.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/stimuli/pictureselection.h"
#include "widgets/stimuli/stimuluscaption.h"
#include "widgets/stimuli/viewcursor.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <array>
#include <memory>

class QAction;
class QFutureWatcherBase;
class QKeyEvent;
class QLabel;
class QSpinBox;
class QSplitter;
class QStackedLayout;
class QScrollArea;
class QThreadPool;

namespace learnscope {

class ObserverModel;
class PictureLoader;
class PictureView;
class TrialsPanel;
class ViewStrip;

/// One picture of the stimulus set, large, with its object's other views and who answered what when it was
/// shown. Follows and sets SelectionModel::stimulus. GUI thread; pictures are decoded elsewhere.
///
/// Left and Right step through the views of the object and wrap around; Up and Down go to the object before
/// and after and stop at the first and last, keeping axis and angle where the object has them; with Shift by
/// ten. Home and End: first and last view, with Ctrl first and last object. Space plays and pauses. Return
/// selects the trials that show the picture, with Shift in addition, with Ctrl or not at all where they are.
class StimulusViewer : public QWidget
{
    Q_OBJECT
public:
    enum class Command {
        PreviousView,
        NextView,
        PreviousObject,
        NextObject,
        FirstView,
        LastView,
        FirstObject,
        LastObject,
        Play ///< checkable: playing
    };
    static constexpr std::size_t commandCount = 9;

    explicit StimulusViewer(QWidget* parent = nullptr);
    ~StimulusViewer() override;

    void setModels(ObserverModel* observers, SelectionModel* selection); ///< not owned; either may be null
    /// Null: none is open. The pictures appear when their order is known, a moment later.
    void setStimuli(std::shared_ptr<const StimulusSet> stimuli);
    std::shared_ptr<const StimulusSet> stimuli() const { return m_stimuli; }
    void setCategoryNames(CategoryNames names); ///< such as {"v", "Lauz"}

    /// For menus and toolbars. They show the viewer's keys but do not grab them from the rest of the window.
    QAction* action(Command command) const { return m_actions[static_cast<std::size_t>(command)]; }
    /// Does what the viewer's own keys do and accepts the event; false where the key means nothing here. For
    /// a window that forwards keys while the focus is elsewhere.
    bool handleKey(QKeyEvent* event);
    void perform(Command command, int times = 1);
    void selectTrials(PictureGroup group, Selecting how = Selecting::Replace);

    PictureView* pictureView() const { return m_picture; }
    PictureLoader* pictureLoader() const { return m_loader; }
    TrialsPanel* trialsPanel() const { return m_trials; }
    ViewStrip* viewStrip() const { return m_strip; }

    QString caption() const; ///< what is looked at: "v 11 · novel object · test set 1 · x −30°"

    bool isPlaying() const noexcept { return m_playing; }
    void setPlaying(bool playing);
    int framesPerSecond() const noexcept { return m_framesPerSecond; }
    void setFramesPerSecond(int frames); ///< 1 to 30; 6 at first

Q_SIGNALS:
    void openStimuliRequested(); ///< the button of the empty view
    /// A picture is missing or broken: once for each file.
    void problemFound(const learnscope::Error& error);
    void playingChanged(bool playing);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    static constexpr int margin = 8; ///< pixels around everything
    static constexpr int slowest = 1; ///< frames per second
    static constexpr int fastest = 30;

    void build();
    QWidget* buildEmptyPage();
    QWidget* buildViewerPage();
    QWidget* buildPicturePart();
    QLayout* buildControls();
    QWidget* buildSelectButton();
    void makeActions();
    void setCatalogue(std::shared_ptr<const ObjectCatalogue> catalogue);
    void followSelection(); ///< shows the stimulus of the selection model
    void announce(); ///< tells it what is shown
    void refresh(); ///< everything that depends on the cursor
    void refreshCaption();
    void prefetchNeighbours();
    void goTo(const ViewPlace& place);
    void shareRoom();
    int contentWidth() const;
    void onFramePainted();

    std::shared_ptr<const StimulusSet> m_stimuli;
    CategoryNames m_categoryNames;
    ViewCursor m_cursor;
    QString m_unknown; ///< the stimulus of the selection model, where the set does not have it
    QPointer<ObserverModel> m_observers;
    QPointer<SelectionModel> m_selection;
    QPointer<QFutureWatcherBase> m_ordering; ///< the job that makes the catalogue
    std::unique_ptr<QThreadPool> m_pool;
    std::array<QAction*, commandCount> m_actions {};
    QList<QAction*> m_selecting; ///< one for each PictureGroup

    bool m_playing = false;
    int m_framesPerSecond = 6;
    QTimer m_frameTimer; ///< from a frame's painting to the next step

    PictureLoader* m_loader = nullptr;
    QStackedLayout* m_pages = nullptr;
    PictureView* m_picture = nullptr;
    QLabel* m_caption = nullptr;
    QLabel* m_counter = nullptr; ///< "object 3 of 36"
    QSpinBox* m_speed = nullptr;
    ViewStrip* m_strip = nullptr;
    QScrollArea* m_stripArea = nullptr;
    QSplitter* m_splitter = nullptr;
    QWidget* m_picturePart = nullptr;
    bool m_sharedByUser = false; ///< between picture and trials
    TrialsPanel* m_trials = nullptr;
    int m_captionHeight = 0; ///< the tallest so far at this width, so that nothing moves from view to view
};

} // namespace learnscope
