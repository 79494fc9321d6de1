namespace Services.Gateway.SocketIo.Tests.Packets;

/// <summary>Packets to start from, and packets that no client should send.</summary>
internal static class GarbageCorpus
{
    public static string[] Seeds { get; } =
    [
        "0",
        "0{\"token\":\"abc\"}",
        "0/admin,{\"a\":[1,2,{\"b\":null}]}",
        "1",
        "1/admin,",
        "2[\"message\",\"hello\"]",
        "2/admin,456[\"project:delete\",123]",
        "3/admin,456[]",
        "4{\"message\":\"Not authorized\"}",
        "51-[\"hello\",{\"_placeholder\":true,\"num\":0}]",
        "52-/admin,456[\"a\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]",
        "61-/admin,456[{\"_placeholder\":true,\"num\":0}]",
    ];

    /// <summary>Whole WebSocket messages after which the server must close the connection and stay well.</summary>
    public static TheoryData<string> Fatal { get; } =
    [
        "",
        "abc",
        "9",
        "2",
        "2probe",
        "4",
        "4x",
        "47",
        "49[\"a\"]",
        "42",
        "42{}",
        "42[]",
        "42[{}]",
        "42[\"a\"",
        "42[\"a\"]]",
        "42[\"connect\"]",
        "42[\"disconnect\"]",
        "42[\"newListener\"]",
        "42/nowhere,[\"a\"]",
        "42/custom,[\"a\"]",
        "40",
        "40{}",
        "41{}",
        "43",
        "43{}",
        "43\"x\"",
        "44{\"message\":\"x\"}",
        "45[\"a\"]",
        "45-[\"a\"]",
        "4599999-[\"a\"]",
        "4511-[\"a\"]",
        "421e5[\"a\"]",
        "42-1[\"a\"]",
        "42999999999999999999999[\"a\"]",
        "42[\"\\ud800\"",
        "42[\"a\",\"\\x\"]",
        "42[\"a\",NaN]",
        "42[\"a\",01]",
        "42\u0000[\"a\"]",
        "42/[\"a\"]",
        "42[\"a\"" + Nested(40) + "]",
        "42[" + new string('[', 5000),
        "40[]",
        "40/custom,[]",
        "40/custom,\"x\"",
        "40/custom,{",
    ];

    private static string Nested(int depth) => "," + new string('[', depth) + new string(']', depth);
}
