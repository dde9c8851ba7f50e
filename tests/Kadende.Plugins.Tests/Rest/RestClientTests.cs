using System.Text.Json.Nodes;
using Kadende.Plugins.Rest;
using Kadende.Sdk.Failures;
using Microsoft.AspNetCore.Http;

namespace Kadende.Plugins.Tests.Rest;

public sealed class RestClientTests
{
    private static readonly RestRequest Get = new(HttpMethod.Get, "/things?x=1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_Body_ArrivesWithTheTokenBelowTheEndpoint()
    {
        var seen = "";
        await using var api = await LoopbackApi.StartAsync(
            async (_, context) =>
            {
                using var reader = new StreamReader(context.Request.Body);
                var request = context.Request;
                seen =
                    $"{request.Path}{request.QueryString} {request.Headers.Authorization} {await reader.ReadToEndAsync(Cancel)}";
                await context.Response.WriteAsync("""{ "ok": true }""", Cancel);
            }
        );

        var answer = await api.Client()
            .SendAsync(
                new RestRequest(HttpMethod.Post, "/things?x=1") { Body = new JsonObject { ["name"] = "one" } },
                Cancel
            );

        Assert.Equal("""/base/things?x=1 Bearer planted-token {"name":"one"}""", seen);
        Assert.True(answer.IsGood && answer.Body.IsTrue("ok"));
    }

    [Fact]
    public async Task Send_AnswerTooLong_IsUnavailable()
    {
        await using var api = await LoopbackApi.StartAsync(
            async (_, context) =>
            {
                var part = new byte[1 << 20];
                Array.Fill(part, (byte)' ');
                await Repeat(20, () => context.Response.Body.WriteAsync(part, context.RequestAborted).AsTask());
            }
        );

        var failure = await Assert.ThrowsAsync<ProviderUnavailableException>(() => api.Client().SendAsync(Get, Cancel));

        Assert.Contains("16 MiB", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_Redirect_IsNotFollowed()
    {
        await using var elsewhere = await LoopbackApi.StartAsync((_, _) => Task.CompletedTask);
        await using var api = await LoopbackApi.StartAsync(
            (_, context) =>
            {
                context.Response.Redirect("http://169.254.169.254/latest/meta-data/");
                return Task.CompletedTask;
            }
        );

        var answer = await api.Client().SendAsync(Get, Cancel);

        Assert.Equal(302, answer.Status);
        Assert.False(answer.IsGood);
    }

    [Theory]
    [InlineData("<html>no</html>", 200)]
    [InlineData("{ \"cut\": ", 200)]
    public async Task Send_NonsenseThatLooksGood_IsUnavailable(string body, int status)
    {
        await using var api = await LoopbackApi.StartAsync(Answer(status, body));

        var failure = await Assert.ThrowsAsync<ProviderUnavailableException>(() => api.Client().SendAsync(Get, Cancel));

        Assert.DoesNotContain("planted-token", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_FailureInHtml_KeepsItsStatus()
    {
        await using var api = await LoopbackApi.StartAsync(Answer(404, "<html>no</html>"));

        Assert.Equal(404, (await api.Client().SendAsync(Get, Cancel)).Status);
    }

    [Theory]
    [InlineData("GET", 500, 3)]
    [InlineData("DELETE", 503, 3)]
    [InlineData("POST", 500, 1)]
    [InlineData("POST", 429, 3)]
    [InlineData("GET", 404, 1)]
    public async Task Send_FailsAgainAndAgain_IsTriedAsOftenAsItMay(string method, int status, int times)
    {
        await using var api = await LoopbackApi.StartAsync(Answer(status, "{}"));

        var answer = await api.Client().SendAsync(new RestRequest(new HttpMethod(method), "/x"), Cancel);

        Assert.Equal((status, times), (answer.Status, api.Requests));
    }

    [Fact]
    public async Task Send_AskedToWaitLong_LeavesItToTheCaller()
    {
        await using var api = await LoopbackApi.StartAsync(
            (_, context) =>
            {
                context.Response.Headers.RetryAfter = "60";
                context.Response.StatusCode = 429;
                return Task.CompletedTask;
            }
        );

        var answer = await api.Client().SendAsync(Get, Cancel);

        Assert.Equal((1, TimeSpan.FromMinutes(1)), (api.Requests, answer.RetryAfter));
    }

    [Fact]
    public async Task Send_Cancelled_Ends()
    {
        await using var api = await LoopbackApi.StartAsync(
            (_, context) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
        );
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(50), TimeProvider.System);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => api.Client().SendAsync(Get, limit.Token));
    }

    private static Func<int, HttpContext, Task> Answer(int status, string body) =>
        (_, context) =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body, Cancel);
        };

    private static async Task Repeat(int count, Func<Task> act)
    {
        for (var i = 0; i < count; i++)
        {
            await act();
        }
    }
}
