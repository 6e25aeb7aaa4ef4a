#include "ui/charts/painted_parts.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QElapsedTimer>
#include <QPointer>
#include <QWidget>

namespace openbell::charts {
namespace {

/// Readers ask for one property at a time; the parts are described anew after so long.
constexpr int kFreshMs = 100;

class PaintedInterface;

/// One part. Its place in the list is its identity: rows of a ladder stay, prices move through them.
class PartInterface final : public QAccessibleInterface {
public:
    PartInterface(PaintedInterface& owner, int index) : m_owner(owner), m_index(index) {}

    bool isValid() const override;
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QString text(QAccessible::Text what) const override;
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override;
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessible::State state() const override {
        QAccessible::State state;
        state.readOnly = true;
        return state;
    }

private:
    PaintedInterface& m_owner;
    int m_index;
};

class PaintedInterface final : public QAccessibleWidget {
public:
    PaintedInterface(QWidget* widget, const PaintedParts& source)
        : QAccessibleWidget(widget, QAccessible::List), m_source(source) {}
    ~PaintedInterface() override {
        for (const QAccessible::Id id : m_ids)
            QAccessible::deleteAccessibleInterface(id);
    }

    /// Null when the part is not there any more.
    const PaintedPart* part(int index) const {
        refresh();
        return index >= 0 && index < static_cast<int>(m_parts.size())
                   ? &m_parts[static_cast<std::size_t>(index)]
                   : nullptr;
    }
    QRect onScreen(const QRect& place) const {
        return {widget()->mapToGlobal(place.topLeft()), place.size()};
    }

    int childCount() const override {
        refresh();
        return static_cast<int>(m_parts.size());
    }
    QAccessibleInterface* child(int index) const override {
        if (part(index) == nullptr)
            return nullptr;
        while (static_cast<int>(m_ids.size()) <= index)
            m_ids.push_back(QAccessible::registerAccessibleInterface(
                new PartInterface(const_cast<PaintedInterface&>(*this),
                                  static_cast<int>(m_ids.size()))));
        return QAccessible::accessibleInterface(m_ids[static_cast<std::size_t>(index)]);
    }
    QAccessibleInterface* childAt(int x, int y) const override {
        for (int i = 0; i < childCount(); ++i)
            if (onScreen(m_parts[static_cast<std::size_t>(i)].place).contains(x, y))
                return child(i);
        return nullptr;
    }
    int indexOfChild(const QAccessibleInterface* wanted) const override {
        for (std::size_t i = 0; i < m_ids.size(); ++i)
            if (QAccessible::accessibleInterface(m_ids[i]) == wanted)
                return static_cast<int>(i);
        return -1;
    }

private:
    void refresh() const {
        if (m_age.isValid() && m_age.elapsed() < kFreshMs)
            return;
        m_parts = m_source.paintedParts();
        m_age.start();
    }

    const PaintedParts& m_source;
    mutable std::vector<PaintedPart> m_parts;
    mutable std::vector<QAccessible::Id> m_ids; ///< of the children made so far
    mutable QElapsedTimer m_age;
};

bool PartInterface::isValid() const { return m_owner.isValid() && m_owner.part(m_index) != nullptr; }

QAccessibleInterface* PartInterface::parent() const { return &m_owner; }

QString PartInterface::text(QAccessible::Text what) const {
    const PaintedPart* part = m_owner.part(m_index);
    if (part == nullptr)
        return {};
    return what == QAccessible::Name ? part->name
           : what == QAccessible::Value || what == QAccessible::Description ? part->value
                                                                            : QString();
}

QRect PartInterface::rect() const {
    const PaintedPart* part = m_owner.part(m_index);
    return part != nullptr ? m_owner.onScreen(part->place) : QRect();
}

QAccessibleInterface* make(const QString&, QObject* object) {
    auto* widget = qobject_cast<QWidget*>(object);
    const auto* source = dynamic_cast<const PaintedParts*>(object);
    return widget != nullptr && source != nullptr ? new PaintedInterface(widget, *source) : nullptr;
}

} // namespace

void offerPaintedParts() {
    // A factory is known once, however often it is installed.
    QAccessible::removeFactory(make);
    QAccessible::installFactory(make);
}

} // namespace openbell::charts
