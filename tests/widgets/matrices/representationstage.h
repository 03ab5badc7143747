#pragma once

#include "core/base/random.h"
#include "core/io/arrays/readrepresentations.h"
#include "tests/support/shareddata.h"
#include "widgets/itemmodels/itemselectionmodel.h"
#include "widgets/itemmodels/jobmodel.h"
#include "widgets/jobs/jobrunner.h"
#include "widgets/matrices/representationview.h"

#include <QImage>
#include <QTemporaryDir>
#include <QThreadPool>

#include <memory>
#include <string>
#include <vector>

namespace learnscope {

/// "item 1", "item 2" ...
inline RowNames numberedNames(std::size_t count)
{
    std::vector<std::string> names;
    for (std::size_t row = 1; row <= count; ++row)
        names.push_back("item " + std::to_string(row));
    return RowNames(std::move(names));
}

/// The first items of the VICE embedding of THINGS.
inline Embedding viceItems(std::size_t rows)
{
    const Embedding all = readEmbedding(sharedFile("data/things/vice_embedding.npy")).value().value;
    std::vector<float> values;
    for (std::size_t row = 0; row < rows; ++row)
        values.insert(values.end(), all.row(row).begin(), all.row(row).end());
    return Embedding::make(rows, all.columns(), SharedValues<float>(std::move(values)), numberedNames(rows))
        .value();
}

/// Uniform numbers, always the same.
inline Embedding madeItems(std::size_t rows, std::size_t columns, std::uint64_t seed = 1)
{
    Random random(seed);
    std::vector<float> values(rows * columns);
    for (float& value : values)
        value = static_cast<float>(random.uniform());
    return Embedding::make(rows, columns, SharedValues<float>(std::move(values)), numberedNames(rows))
        .value();
}

inline RepresentationInput inputOf(const std::string& name, Representation value,
                                   PairMeasure measure = PairMeasure::Cosine)
{
    return {name, name, std::move(value), measure};
}

inline std::shared_ptr<const RepresentationSet> arranged(const std::vector<RepresentationInput>& inputs,
                                                         RepresentationOptions options)
{
    options.threads = 2;
    return std::make_shared<const RepresentationSet>(arrangeRepresentations(inputs, options).value());
}

/// A picture named after every item of @p count, in one folder.
class MadePictures
{
public:
    explicit MadePictures(std::size_t count)
    {
        QImage image(64, 64, QImage::Format_RGB32);
        image.fill(Qt::darkGreen);
        for (std::size_t row = 1; row <= count; ++row)
            image.save(folder.filePath(QStringLiteral("item %1.png").arg(row)));
        pictures =
            std::make_shared<const ItemPictures>(ItemPictures::ofFolder(folder.path().toStdString()).value());
    }

    QTemporaryDir folder;
    std::shared_ptr<const ItemPictures> pictures;
};

/// A view with the models it shares with others. What it starts has ended when the stage goes.
template<typename View>
struct RepresentationStage
{
    RepresentationStage()
        : runner(jobs, pool)
        , view(std::make_unique<View>())
    {
        view->setRepresentationModels(&items, &runner);
        view->resize(720, 520);
        view->show();
    }

    QThreadPool pool;
    JobModel jobs;
    JobRunner runner;
    ItemSelectionModel items;
    std::unique_ptr<View> view;
};

} // namespace learnscope
