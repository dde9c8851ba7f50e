using Kadende.Core.Events;
using Kadende.Core.Tests.Specs;
using Xunit;

namespace Kadende.Core.Tests.Events;

public sealed class EventDocumentTests
{
    [Fact]
    public void Document_EveryKindOfEvent_IsNamedInIt()
    {
        var words = Repository
            .Read("docs/events.md")
            .Split([' ', '`', '|', ',', '.', '*', '#', '\r', '\n'])
            .ToHashSet(StringComparer.Ordinal);

        var missing = Enum.GetNames<EventKind>().Where(kind => !words.Contains(kind)).ToList();

        Assert.True(missing.Count == 0, $"docs/events.md does not name {string.Join(", ", missing)}.");
    }
}
