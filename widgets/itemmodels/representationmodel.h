#pragma once

#include "core/data/representation.h"
#include "core/similarity/confusionrdm.h"
#include "core/similarity/representationset.h"

#include <QAbstractListModel>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace learnscope {

/// A representation that was read from a file.
struct RepresentationFile
{
    std::string path; ///< absolute
    std::string dataset = {}; ///< empty: the only array
    RepresentationKind as = RepresentationKind::Embedding;
    std::string namesFile = {}; ///< absolute; empty: names as the file has them
    std::string nameColumn = {};

    bool operator==(const RepresentationFile&) const = default;
};

/// One open representation with all that is known of it, as a value: to be saved, and to be put back.
struct OpenRepresentation
{
    std::string name; ///< differs from those of the others
    std::string label; ///< what it is called
    std::variant<RepresentationFile, RepresentationOfTrials> origin;
    PairMeasure measure = PairMeasure::Correlation; ///< by which rows of features are compared
    bool isReference = false; ///< human judgements, which others are held against
    bool isShown = true;
    std::shared_ptr<const Representation> value = {}; ///< null: not there yet, or not any more
    std::vector<std::string> remarks = {}; ///< of reading it
    std::string problem = {}; ///< why there is no value

    bool isOfTrials() const { return origin.index() == 1; }
    const RepresentationFile* file() const { return std::get_if<RepresentationFile>(&origin); }
    const RepresentationOfTrials* trials() const { return std::get_if<RepresentationOfTrials>(&origin); }
};

/// The same but for what follows from trials.
bool operator==(const OpenRepresentation& one, const OpenRepresentation& other);

/// The open representations, in the order in which views show them. GUI thread.
class RepresentationModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { DescriptionRole = Qt::UserRole, ReferenceRole, ProblemRole };

    using QAbstractListModel::QAbstractListModel;

    /// Names and labels become different from all others ("vice (2)"). Returns its place.
    int add(OpenRepresentation representation);
    void replaceValue(int place, std::shared_ptr<const Representation> value,
                      std::vector<std::string> remarks = {}, const std::string& problem = {});
    /// Read again, maybe with other names.
    void replaceFile(int place, const RepresentationFile& file, std::shared_ptr<const Representation> value,
                     std::vector<std::string> remarks);
    void remove(int place);
    /// Moves it before that at @p before (count(): to the end).
    void move(int place, int before);
    void restore(const std::vector<OpenRepresentation>& representations);

    int count() const noexcept { return static_cast<int>(m_entries.size()); }
    const OpenRepresentation& at(int place) const { return m_entries[static_cast<std::size_t>(place)]; }
    const std::vector<OpenRepresentation>& all() const noexcept { return m_entries; }
    int placeOf(std::string_view name) const; ///< -1: none
    int placeOf(const RepresentationFile& file) const; ///< of the same array, whatever its names; -1: none

    void setLabel(int place, const std::string& label);
    void setMeasure(int place, PairMeasure measure); ///< of an embedding
    void setReference(int place, bool isReference);
    void setShown(int place, bool isShown);
    void setOrigin(int place, const RepresentationOfTrials& origin); ///< its value is to follow

    /// "1,854 items x 42 features, 1 - Pearson's r", or what is wrong.
    QString description(int place) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void representationsChanged(); ///< any of them, their order, or how one is shown

private:
    OpenRepresentation& entry(int place) { return m_entries[static_cast<std::size_t>(place)]; }
    void changed(int place);
    template<typename T>
    void set(int place, T OpenRepresentation::*member, const T& value);

    std::vector<OpenRepresentation> m_entries;
};

/// "1 - Pearson's r", "Euclidean distance"...: what a measure of pairs is called.
QString pairMeasureTitle(PairMeasure measure);

} // namespace learnscope
