using Kadende.Core.Events;
using Kadende.Core.Webhooks;
using Xunit;

namespace Kadende.Core.Tests.Webhooks;

public sealed class EventTypesTests
{
    [Theory]
    [InlineData(EventKind.ClusterChanged, "io.kadende.cluster.changed")]
    [InlineData(EventKind.NodeCreateRetried, "io.kadende.node.create-retried")]
    [InlineData(EventKind.UnknownInstanceSeen, "io.kadende.unknown-instance.seen")]
    [InlineData(EventKind.WebhookDisabled, "io.kadende.webhook.disabled")]
    public void Of_Kind_IsItsStableName(EventKind kind, string expected) => Assert.Equal(expected, EventTypes.Of(kind));

    [Fact]
    public void Of_EveryKind_HasANameOfItsOwn()
    {
        var names = Enum.GetValues<EventKind>().Select(EventTypes.Of).Append(EventTypes.Test).ToList();

        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
        Assert.All(names, name => Assert.Matches(@"^io\.kadende\.[a-z-]+\.[a-z-]+$", name));
    }
}
