using Kadende.Runtime.Stores;
using Xunit;

namespace Kadende.Runtime.Tests.Stores;

public sealed class JoinedReadsTests
{
    private readonly List<TaskCompletionSource<int>> _asked = [];
    private readonly JoinedReads<int> _reads;

    public JoinedReadsTests() =>
        _reads = new JoinedReads<int>(_ =>
        {
            var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_asked)
            {
                _asked.Add(answer);
            }

            return answer.Task;
        });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_WhileOneIsUnderWay_TheOthersShareTheNext()
    {
        var first = _reads.ReadAsync("key", Token);
        await AskedAsync(1);
        var others = Enumerable.Range(0, 5).Select(_ => _reads.ReadAsync("key", Token)).ToList();

        _asked[0].SetResult(1);
        await AskedAsync(2);
        _asked[1].SetResult(2);

        Assert.Equal(1, await first);
        Assert.All(await Task.WhenAll(others), value => Assert.Equal(2, value));
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task ReadAsync_AfterwardsOrOfAnother_ReadsAnew()
    {
        var other = _reads.ReadAsync("other", Token);
        var first = _reads.ReadAsync("key", Token);
        await AskedAsync(2);
        _asked[0].SetResult(1);
        _asked[1].SetResult(2);
        await Task.WhenAll(first, other);

        var later = _reads.ReadAsync("key", Token);
        await AskedAsync(3);
        _asked[2].SetResult(3);

        Assert.Equal(3, await later);
    }

    [Fact]
    public async Task ReadAsync_OneFails_OnlyThoseWhoSharedItLearnOfIt()
    {
        var first = _reads.ReadAsync("key", Token);
        await AskedAsync(1);
        var next = _reads.ReadAsync("key", Token);

        _asked[0].SetException(new StoreUnavailableException("It is away.", null));
        await AskedAsync(2);
        _asked[1].SetResult(2);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => first);
        Assert.Equal(2, await next);
    }

    [Fact]
    public async Task ReadAsync_OneGivesUp_TheOthersGetTheirAnswer()
    {
        using var gone = new CancellationTokenSource();
        var first = _reads.ReadAsync("key", Token);
        await AskedAsync(1);
        var (impatient, patient) = (_reads.ReadAsync("key", gone.Token), _reads.ReadAsync("key", Token));

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        _asked[0].SetResult(1);
        await AskedAsync(2);
        _asked[1].SetResult(2);

        Assert.Equal((1, 2), (await first, await patient));
    }

    private async Task AskedAsync(int count)
    {
        while (Count() < count)
        {
            await Task.Delay(1, Token);
        }

        int Count()
        {
            lock (_asked)
            {
                return _asked.Count;
            }
        }
    }
}
