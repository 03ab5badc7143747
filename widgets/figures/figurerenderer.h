#pragma once

#include "core/jobs/jobcontext.h"
#include "widgets/figures/figurerequest.h"
#include "widgets/figures/figurescene.h"

#include <QFutureWatcher>
#include <QImage>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace learnscope {

class FigurePreview;

/// A laid out page, its picture for the screen, and the data with what had to be computed for it.
struct RenderedFigure
{
    FigureScene scene;
    QImage picture;
    std::shared_ptr<const FigureInput> input;
};

/// Lays pages out and draws them for a preview, one at a time and away from the GUI thread: while one is on
/// its way, further requests are gathered into the newest. GUI thread.
class FigureRenderer : public QObject
{
    Q_OBJECT
public:
    /// Runs on a thread of the pool; may complete the data.
    using Layout = std::function<Result<FigureScene>(FigureInput& input, JobContext& context)>;

    /// The preview outlives this.
    FigureRenderer(FigurePreview& preview, QObject* parent);
    ~FigureRenderer() override;

    /// @p restarts: what is on its way is of no use and is cancelled.
    void render(std::shared_ptr<const FigureInput> input, Layout layout, bool restarts = false);
    QThreadPool& pool() noexcept { return m_pool; } ///< for what has to wait for the layout

Q_SIGNALS:
    void rendered(const learnscope::Result<std::shared_ptr<const learnscope::RenderedFigure>>& figure);

private:
    void start();

    FigurePreview& m_preview;
    QThreadPool m_pool;
    QPointer<QFutureWatcherBase> m_running;
    std::shared_ptr<const FigureInput> m_input;
    Layout m_next; ///< empty: nothing waits
};

} // namespace learnscope
