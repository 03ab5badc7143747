#include "widgets/figures/figurerenderer.h"

#include "widgets/figures/figurepreview.h"
#include "widgets/figures/scenepainter.h"
#include "widgets/jobs/runjob.h"

#include <QPainter>

namespace learnscope {

FigureRenderer::FigureRenderer(FigurePreview& preview, QObject* parent)
    : QObject(parent)
    , m_preview(preview)
{
    m_pool.setMaxThreadCount(1);
}

FigureRenderer::~FigureRenderer()
{
    if (m_running)
        m_running->cancel();
    m_pool.waitForDone(); // jobs hold no pointer to this, but should not outlive it
}

void FigureRenderer::render(std::shared_ptr<const FigureInput> input, Layout layout, bool restarts)
{
    m_input = std::move(input);
    m_next = std::move(layout);
    if (!m_running)
        start();
    else if (restarts)
        m_running->cancel();
}

void FigureRenderer::start()
{
    auto* watcher = new QFutureWatcher<JobResult<RenderedFigure>>(this);
    m_running = watcher;
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        m_running = nullptr;
        if (!watcher->isCanceled() && watcher->future().resultCount() > 0)
            Q_EMIT rendered(watcher->result());
        if (m_next && !m_running)
            start();
    });
    const auto work = [input = m_input, layout = std::exchange(m_next, {}),
                       scale = m_preview.pixelsPerMillimetre(), known = m_preview.page(),
                       size = m_preview.pictureSize(),
                       ratio = m_preview.devicePixelRatioF()](JobContext& context) -> Result<RenderedFigure> {
        auto complete = std::make_shared<FigureInput>(*input);
        Result<FigureScene> scene = layout(*complete, context);
        if (!scene)
            return tl::unexpected(scene.error());
        const QSizeF page(scene->width, scene->height);
        QImage picture(page == known ? size : (page * scale * ratio).toSize().expandedTo(QSize(1, 1)),
                       QImage::Format_RGB32);
        picture.fill(Qt::white);
        QPainter painter(&picture);
        painter.scale(picture.width() / page.width(), picture.height() / page.height());
        paintScene(painter, *scene, TextAs::Outlines);
        painter.end();
        return RenderedFigure {std::move(*scene), std::move(picture), std::move(complete)};
    };
    watcher->setFuture(runJob<RenderedFigure>(m_pool, work));
}

} // namespace learnscope
