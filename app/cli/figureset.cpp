#include "app/cli/figureset.h"

#include "widgets/figures/figurerecord.h"
#include "widgets/figures/figures.h"
#include "widgets/figures/publishedfigures.h"

namespace learnscope {

std::vector<SetFigure> figureSet(const FigureRequest& like, const FigureInput& input)
{
    std::vector<SetFigure> set;
    for (const FigureKind kind : figureKinds()) {
        FigureRequest request = like;
        request.kind = kind;
        if (like.style == FigureStyle::Publication) {
            set.push_back({request, std::string(toString(kind))});
            continue;
        }
        for (const PublishedFigure& figure : publishedFigures(kind, input)) {
            request.filter = figure.filter;
            request.legend = figure.legend;
            set.push_back({request, figure.file});
        }
    }
    return set;
}

Result<WrittenSet> writeFigureSet(const std::filesystem::path& folder, const FigureRequest& like,
                                  const FigureInput& input, const FigureOutput& output)
{
    WrittenSet written;
    for (const SetFigure& figure : figureSet(like, input)) {
        const auto scene = makeFigure(figure.request, input);
        if (!scene && scene.error().kind == Error::Kind::Mismatch) {
            written.leftOut.push_back(figure.file + " is left out: " + scene.error().message);
            continue;
        }
        if (!scene)
            return failure(scene.error().kind, figure.file + ": " + scene.error().message);
        const auto data = figureData(figure.request, input);
        if (!data)
            return tl::unexpected(data.error());
        const std::filesystem::path path =
            folder / (figure.file + '.' + std::string(toString(output.format)));
        const FigureFiles files {path, recordJson(makeRecord(figure.request, input, *scene)),
                                 folder / (figure.file + ".csv"), *data};
        if (const auto drawn = writeFigureFiles(files, *scene, output); !drawn)
            return tl::unexpected(drawn.error());
        written.figures.push_back(
            {path.string(), files.data.string(), scene->width, scene->height, scene->caption, scene->notes});
    }
    if (written.figures.empty())
        return failure(Error::Kind::Mismatch,
                       written.leftOut.empty() ? "the study has no figure of these observers"
                                               : written.leftOut.front());
    return written;
}

} // namespace learnscope
