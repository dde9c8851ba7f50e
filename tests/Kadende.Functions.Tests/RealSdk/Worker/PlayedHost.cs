using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Threading.Channels;
using Grpc.Core;
using Kadende.Functions.Tests.RealSdk.Worker.Messages;

namespace Kadende.Functions.Tests.RealSdk.Worker;

/// <summary>Plays the Functions host to a worker: as much of it as the HTTP trigger needs.</summary>
internal sealed class PlayedHost(string directory, Uri durable) : FunctionRpc.FunctionRpcBase
{
    private readonly Channel<StreamingMessage> _toWorker = Channel.CreateUnbounded<StreamingMessage>();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _http = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _ends = [];

    /// <summary>How an invocation failed, in the words of the worker; empty when it did not.</summary>
    public Task<string> EndAsync(string invocation) => EndOf(invocation).Task;

    /// <summary>Where the worker takes HTTP requests, once it has loaded the function that is to have them, and listens.</summary>
    public async Task<Uri> AddressAsync(CancellationToken cancellationToken)
    {
        await _http.Task.WaitAsync(cancellationToken);
        var address = await _address.Task;
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(address.Host, address.Port, cancellationToken);
                return address;
            }
            catch (SocketException)
            {
                // It tells its address before it listens there; the real host tries again too.
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>Tells the worker of a request that comes to it by HTTP.</summary>
    public async Task InvokeAsync(string invocation, CancellationToken cancellationToken)
    {
        var client = $$"""
            {"rpcBaseUrl": "{{durable}}", "taskHubName": "Kadende", "connectionName": "", "requiredQueryStringParameters": "",
             "baseUrl": "{{durable}}", "httpBaseUrl": "{{durable}}",
             "maxGrpcMessageSizeInBytes": 4194304, "grpcHttpClientTimeout": "\"00:01:40\""}
            """;
        var request = new InvocationRequest
        {
            InvocationId = invocation,
            FunctionId = await _http.Task,
            TraceContext = new RpcTraceContext(),
        };
        request.InputData.Add(
            new ParameterBinding
            {
                Name = "request",
                Data = new TypedData { Http = new RpcHttp() },
            }
        );
        request.InputData.Add(
            new ParameterBinding
            {
                Name = "client",
                Data = new TypedData { String = client },
            }
        );
        await TellAsync(new StreamingMessage { InvocationRequest = request }, cancellationToken);
    }

    public Task CancelAsync(string invocation, CancellationToken cancellationToken) =>
        TellAsync(
            new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = invocation } },
            cancellationToken
        );

    public override Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream,
        IServerStreamWriter<StreamingMessage> responseStream,
        ServerCallContext context
    ) =>
        Task.WhenAny(
            HearAsync(requestStream, context.CancellationToken),
            SayAsync(responseStream, context.CancellationToken)
        );

    private async Task HearAsync(IAsyncStreamReader<StreamingMessage> worker, CancellationToken cancellationToken)
    {
        await foreach (var message in worker.ReadAllAsync(cancellationToken))
        {
            if (AnswerTo(message) is { } answer)
            {
                await TellAsync(answer, cancellationToken);
            }
        }
    }

    private async Task SayAsync(IServerStreamWriter<StreamingMessage> worker, CancellationToken cancellationToken)
    {
        await foreach (var message in _toWorker.Reader.ReadAllAsync(cancellationToken))
        {
            await worker.WriteAsync(message, cancellationToken);
        }
    }

    private StreamingMessage? AnswerTo(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.StartStream:
                return new StreamingMessage
                {
                    WorkerInitRequest = new WorkerInitRequest
                    {
                        HostVersion = "4.0.0",
                        WorkerDirectory = directory,
                        FunctionAppDirectory = directory,
                    },
                };
            case StreamingMessage.ContentOneofCase.WorkerInitResponse:
                _address.TrySetResult(new Uri(message.WorkerInitResponse.Capabilities["HttpUri"]));
                return new StreamingMessage
                {
                    FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = directory },
                };
            case StreamingMessage.ContentOneofCase.FunctionMetadataResponse:
                var http = message.FunctionMetadataResponse.FunctionMetadataResults.Single(one => one.Name == "Http");
                return new StreamingMessage
                {
                    FunctionLoadRequest = new FunctionLoadRequest { FunctionId = http.FunctionId, Metadata = http },
                };
            case StreamingMessage.ContentOneofCase.FunctionLoadResponse:
                _http.TrySetResult(message.FunctionLoadResponse.FunctionId);
                return null;
            case StreamingMessage.ContentOneofCase.InvocationResponse:
                var failure = message.InvocationResponse.Result.Exception;
                EndOf(message.InvocationResponse.InvocationId)
                    .TrySetResult(failure is null ? "" : $"{failure.Message} {failure.StackTrace}");
                return null;
            default:
                return null;
        }
    }

    private TaskCompletionSource<string> EndOf(string invocation) =>
        _ends.GetOrAdd(invocation, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private Task TellAsync(StreamingMessage message, CancellationToken cancellationToken) =>
        _toWorker.Writer.WriteAsync(message, cancellationToken).AsTask();
}
